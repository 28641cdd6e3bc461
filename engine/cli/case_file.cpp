// SPDX-License-Identifier: Apache-2.0
#include "cli/case_file.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <cerrno>
#include <istream>
#include <ostream>
#include <system_error>

#include "report/display.hpp"

namespace casus::cli {
namespace {

gzFile gzip(void* file) { return static_cast<gzFile>(file); }

}  // namespace

void CaseFile::Closed::operator()(void* file) const { (void)gzclose(gzip(file)); }

Outcome<CaseFile> CaseFile::open(const std::string& path, SourceLoader& loader, Streams& streams,
                                 Progress& progress) {
  CaseFile result(streams, progress, path == "-" ? std::string(SourceLoader::stdin_name) : path);
  if (path == "-") {
    if (streams.in_is_terminal) {
      streams.err << "reading from the terminal; Ctrl-D ends\n" << std::flush;
    }
    return result;
  }
  if (const auto good = loader.check_file(path); !good) return tl::unexpected(good.error());
  errno = 0;
  result.file_.reset(gzopen(loader.real(path).c_str(), "rb"));
  if (!result.file_) {
    return refuse(fmt::format("`{}` cannot be read: {}", report::printable(path),
                              std::generic_category().message(errno)));
  }
  constexpr unsigned buffer = 1 << 18;
  (void)gzbuffer(gzip(result.file_.get()), buffer);
  loader.note_read(path);
  return result;
}

CaseLines CaseFile::lines() {
  return {path_, [this](char* into, std::size_t room) { return read(into, room); }};
}

std::size_t CaseFile::read(char* into, std::size_t room) {
  progress_->show(path_, done_, 0);
  if (!file_) {
    streams_->in.read(into, static_cast<std::streamsize>(room));
    if (streams_->in.bad()) problem_ = refuse("standard input cannot be read").value();
    const auto got = static_cast<std::size_t>(streams_->in.gcount());
    done_ += got;
    return problem_ ? 0 : got;
  }
  const int got = gzread(gzip(file_.get()), into, static_cast<unsigned>(room));
  int state = Z_OK;
  const char* why = gzerror(gzip(file_.get()), &state);
  const bool unpacked = !path_.ends_with(".gz") || gzdirect(gzip(file_.get())) == 0;
  if (got < 0 || state != Z_OK || (got == 0 && !unpacked)) {
    problem_ =
        state == Z_ERRNO
            ? refuse(fmt::format("`{}` could not be read to its end: {}", report::printable(path_),
                                 report::printable(why)))
                  .value()
            : refuse(fmt::format("`{}` is no whole gzip file", report::printable(path_))).value();
    return 0;
  }
  done_ += static_cast<std::size_t>(got);
  return static_cast<std::size_t>(got);
}

}  // namespace casus::cli
