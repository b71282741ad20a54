# The programs that nothing here can install: the .NET SDK, Node.js and git.
# shellcheck shell=bash disable=SC2034,SC2154

need_tools() {
  need_git
  need_dotnet
  command -v node >/dev/null \
    || fail "$exit_prerequisite" "Node.js is not in PATH; install Node.js 20 or later with npm (https://nodejs.org)."
}

need_git() {
  command -v git >/dev/null \
    || fail "$exit_prerequisite" "git is not in PATH; install it (Debian, Ubuntu: sudo apt-get install git)."
}

need_dotnet() {
  command -v dotnet >/dev/null \
    || fail "$exit_prerequisite" "the .NET SDK is not in PATH; install .NET 10 (https://dotnet.microsoft.com/download/dotnet/10.0)."
  dotnet_version=$(cd "$root" && dotnet --version 2>/dev/null) \
    || fail "$exit_prerequisite" "no installed .NET SDK suits global.json, which wants 10.0; install .NET 10 (https://dotnet.microsoft.com/download/dotnet/10.0)."
}
