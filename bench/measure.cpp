// SPDX-License-Identifier: Apache-2.0
//
// measure SECONDS WARM IN OUT MESSAGES COMMAND ARGS…: runs a command, with its standard input from
// the file IN, its output into OUT and its messages into MESSAGES, and prints `seconds megabytes
// status`: time from its start to its end, its peak memory (resident, its own children's too), and
// its exit code, or `timeout`, or `killed`.
//
// A virtual machine gives memory back that has been free for a while, and takes long to get it
// again: then a run is the faster the more memory the one before it took. So WARM megabytes are
// written to before each.
//
// A program of its own, since a process starts with the peak memory of the one that made it:
// measured from Python, nothing would need less than Python does.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

pid_t child = 0;
volatile std::sig_atomic_t late = 0;

/// Ends the command and what it has started.
void end_child(int) {
  late = 1;
  kill(-child, SIGKILL);
}

/// Writes to memory, in a process of its own.
void warm(std::size_t megabytes) {
  const pid_t warming = fork();
  if (warming == 0) {
    const std::size_t bytes = megabytes << 20;
    void* const memory =
        mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) _exit(1);
    constexpr std::size_t page = 4096;
    for (std::size_t at = 0; at < bytes; at += page) static_cast<volatile char*>(memory)[at] = 1;
    _exit(0);
  }
  if (warming > 0) waitpid(warming, nullptr, 0);
}

void replace(int stream, const char* file, int flags) {
  const int opened = open(file, flags, 0666);
  if (opened < 0 || dup2(opened, stream) < 0) _exit(126);
  close(opened);
}

[[noreturn]] void run(char** files, char** command) {
  setpgid(0, 0);
  replace(STDIN_FILENO, files[0], O_RDONLY);
  replace(STDOUT_FILENO, files[1], O_WRONLY | O_CREAT | O_TRUNC);
  replace(STDERR_FILENO, files[2], O_WRONLY | O_CREAT | O_TRUNC);
  execvp(command[0], command);
  _exit(127);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 7) return 2;
  if (const int megabytes = std::atoi(argv[2]); megabytes > 0) {
    warm(static_cast<std::size_t>(megabytes));
  }
  const auto start = std::chrono::steady_clock::now();
  child = fork();
  if (child < 0) return 2;
  if (child == 0) run(argv + 3, argv + 6);
  setpgid(child, child);  // whoever of the two comes first

  for (const int signal : {SIGALRM, SIGINT, SIGTERM}) std::signal(signal, end_child);
  alarm(static_cast<unsigned>(std::atoi(argv[1])));
  int status = 0;
  rusage used = {};
  while (wait4(child, &status, 0, &used) < 0) continue;  // the alarm interrupts it
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;

#ifdef __APPLE__
  const double megabytes = static_cast<double>(used.ru_maxrss) / 1e6;
#else
  const double megabytes = static_cast<double>(used.ru_maxrss) * 1024 / 1e6;
#endif
  std::printf("%.6f %.3f ", took.count(), megabytes);
  if (late != 0) {
    std::puts("timeout");
  } else if (WIFEXITED(status)) {
    std::printf("%d\n", WEXITSTATUS(status));
  } else {
    std::puts("killed");
  }
}
