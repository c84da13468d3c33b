# A host that runs a submission in Java.
ARG BASE=eclipse-temurin:21-jdk
FROM ${BASE}
# script and stty make and set the pseudo-terminal of a submission that waits for someone to type.
RUN set -eu; missing=; \
    for pair in script:bsdutils stty:coreutils; do \
      command -v "${pair%%:*}" > /dev/null || missing="$missing ${pair##*:}"; \
    done; \
    if [ -n "$missing" ]; then \
      apt-get update -qq; \
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null; \
      rm -rf /var/lib/apt/lists/*; \
    fi; \
    javac -version > /dev/null
RUN useradd --uid 10001 --user-group --create-home --no-log-init --shell /bin/sh student
LABEL org.sockspec=image
