/* Writes the files COUNT times NAME_<i>.yaml with the content of a sample, in the working directory:
 * what no program that makes these files can avoid. Usage: bare_writer NAME COUNT SAMPLE */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  static char text[1 << 16];
  const int sample = open(argv[3], O_RDONLY);
  const ssize_t size = read(sample, text, sizeof text);
  if (size <= 0) return 3;
  close(sample);
  const long count = atol(argv[2]);
  char name[512];
  for (long i = 0; i < count; ++i) {
    snprintf(name, sizeof name, "%s_%ld.yaml", argv[1], i);
    const int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 || write(fd, text, (size_t)size) != size) return 3;
    close(fd);
  }
  return 0;
}
