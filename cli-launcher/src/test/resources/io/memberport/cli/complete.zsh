# Types lines into an interactive zsh, Tab after each, and prints what has become of the line and all that was offered.
#
#   zsh -f complete.zsh DIRECTORY_OF_FUNCTIONS SCRIPT LINE...
#
# The directory holds functions that zsh finds by itself, the script is sourced; one of them may be empty.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "unset zle_bracketed_paste; fpath=($1 \$fpath); autoload compinit; compinit -u -D; [[ -z '$2' ]] || . '$2'"
zpty -w shell 'compadd() { local -a hits; builtin compadd -O hits "$@"; offered+=($hits); builtin compadd "$@" }'
zpty -w shell 'show() { zle -I; print -r -- "<<<$BUFFER|${(j:,:)offered}>>>"; offered=(); BUFFER= }; zle -N show; bindkey "^X" show'
zpty -w shell 'LISTMAX=10000; print "READY"TO"TYPE"'
zpty -r shell seen '*READYTOTYPE*'
shift 2
for line in "$@"; do
    zpty -w -n shell "$line"$'\t\x18'
    zpty -r shell seen '*<<<*>>>*'
    print -r -- "${${seen##*<<<}%%>>>*}"
done
zpty -d shell
