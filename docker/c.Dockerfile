# A host that runs a submission in C, or in anything that has no image of its own: Perl with its core modules, Tcl.
ARG BASE=debian:bookworm-slim
FROM ${BASE}
# script and stty make and set the pseudo-terminal of a submission that waits for someone to type.
RUN set -eu; missing=; \
    for pair in script:bsdutils stty:coreutils gcc:gcc make:make tclsh:tcl; do \
      command -v "${pair%%:*}" > /dev/null || missing="$missing ${pair##*:}"; \
    done; \
    perl -MIO::Socket::INET -MTime::HiRes -MJSON::PP -MEncode -MIPC::Open3 -e 1 2> /dev/null || missing="$missing perl"; \
    [ -e /usr/include/stdio.h ] || missing="$missing libc6-dev"; \
    if [ -n "$missing" ]; then \
      apt-get update -qq; \
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null; \
      rm -rf /var/lib/apt/lists/*; \
    fi; \
    echo '#include <sys/socket.h>' | gcc -xc -c -o /dev/null -; \
    perl -MIO::Socket::INET -MJSON::PP -e 1
RUN useradd --uid 10001 --user-group --create-home --no-log-init --shell /bin/sh student
LABEL org.sockspec=image
