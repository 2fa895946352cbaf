# An editor on a screen of its own, for those that can only be driven by keys. To be sourced after setup.sh.

need tmux tmux
screen_name=copydesk-$$

tmux_here() { tmux -L "$screen_name" -f /dev/null "$@"; }
screen_start() { tmux_here new-session -d -x 120 -y 40 "$*"; }
screen_end() { tmux_here kill-server 2>/dev/null || true; }
screen() { tmux_here capture-pane -p; }
keys() { tmux_here send-keys "$@"; }
# typed TEXT: the text, none of it taken for the name of a key, and the return key.
typed() {
  tmux_here send-keys -l "$1"
  tmux_here send-keys Enter
}

# see TEXT: waits until the text is on the screen.
see() {
  for _ in $(seq 300); do
    if screen | grep -qF -- "$1"; then return 0; fi
    sleep 0.2
  done
  say "not on the screen: $1"
  screen >&2
  return 1
}

# becomes FILE WANTED: waits until the file holds what the other does.
becomes() {
  for _ in $(seq 300); do
    if cmp -s "$1" "$2"; then return 0; fi
    sleep 0.2
  done
  diff "$2" "$1" >&2 || true
  screen >&2
  return 1
}

# gone FOLDER: waits until no process is left that was started for the newsroom FOLDER.
gone() {
  for _ in $(seq 150); do
    if ! env -u NEWSROOM grep -qzs "^NEWSROOM=$1\$" /proc/[0-9]*/environ; then return 0; fi
    sleep 0.2
  done
  say "a process is left behind"
  return 1
}
