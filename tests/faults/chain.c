// A program that ends well and leaves a process which goes on replacing itself by its child, as fast as it can. With an
// argument each link leads a session of its own. After 100 s it ends by itself, should nothing else end it.
#include <time.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (fork()) return 0;
  const time_t end = time(0) + 100;
  while (time(0) < end) {
    if (fork()) _exit(0);
    if (argc > 1 && argv[1][0] == 's') setsid();
  }
  return 0;
}
