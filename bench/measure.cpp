// SPDX-License-Identifier: Apache-2.0
//
// measure SECONDS IN OUT COMMAND ARGS…: runs a command, with its standard input from the file IN
// and its output and messages into OUT, and prints `seconds megabytes status`: time from its start
// to its end, its peak memory (resident, its own children's too), and its exit code, or `timeout`,
// or `killed`.
//
// A program of its own, since a process starts with the peak memory of the one that made it:
// measured from Python, nothing would need less than Python does.
#include <fcntl.h>
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
  if (argc < 6) return 2;
  const auto start = std::chrono::steady_clock::now();
  child = fork();
  if (child < 0) return 2;
  if (child == 0) run(argv + 2, argv + 5);
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
