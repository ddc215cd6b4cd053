# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_vidimus_global_optspecs
    string join \n account= dir= demo state= read-only user= batch= format= images= log= graphics= theme= ascii no-motion preview= text-only json jsonl y/yes wait queue h/help V/version
end

function __fish_vidimus_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_vidimus_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_vidimus_using_subcommand
    set -l cmd (__fish_vidimus_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c vidimus -n "__fish_vidimus_needs_command" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_needs_command" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_needs_command" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_needs_command" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_needs_command" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_needs_command" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_needs_command" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_needs_command" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_needs_command" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_needs_command" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_needs_command" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_needs_command" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_needs_command" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_needs_command" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_needs_command" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_needs_command" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_needs_command" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_needs_command" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_needs_command" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_needs_command" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_needs_command" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_needs_command" -s V -l version -d 'Print version'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "demo" -d 'Try the whole review loop on a bundled dataset'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "open" -d 'Review a folder, or go where a link or web address points'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "account" -d 'Accounts: add, check, list, remove'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "org" -d 'Organizations (the library of a folder)'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "project" -d 'Projects (datasets of a folder)'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "task" -d 'Tasks (splits of a dataset, views of a Label Studio project)'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "job" -d 'Jobs (batches of items)'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "item" -d 'Items (images, texts, recordings; tasks of Label Studio)'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "annotation" -d 'Annotations of items'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "result" -d 'Whole results of items, where several people make one each'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "action" -d 'Commands of the platform on chosen items'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "issue" -d 'Issues and their threads'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "inbox" -d 'What waits for you'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "outbox" -d 'Decisions on their way'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "report" -d 'What was decided, for people or tables'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "export" -d 'Write a folder\'s annotations again without what was rejected, or what was decided as a file'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "doctor" -d 'What the terminal can do, where the files are, what is wrong'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "keys" -d 'Every action with its keys, as the configuration or a preset binds them'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "completions" -d 'Completions for a shell, on standard output'
complete -c vidimus -n "__fish_vidimus_needs_command" -f -a "man" -d 'The man page, on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l keep -d 'Keep the demo\'s decisions in this directory' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand open" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -f -a "list" -d 'The configured accounts'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -f -a "add" -d 'Sign in to a server and remember how; with the name of a known account, sign in anew'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -f -a "check" -d 'Reach the server of an account, or of all: version, login, what is allowed, what is wrong'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and not __fish_seen_subcommand_from list add check remove" -f -a "remove" -d 'Forget an account and its secret (asks, or needs --yes)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l kind -d 'What is there; asked of the server without it' -r -f -a "cvat\t'A CVAT server'
label-studio\t'A Label Studio server'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l url -d 'The address of the server, as in the browser' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l token-env -d 'Sign in by the token in this environment variable' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l token-command -d 'Sign in by the token that this command prints' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l username -d 'Sign in as this user; the password is asked for' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l password-env -d 'The environment variable that holds the password' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l organization -d 'Start in this organization (in Label Studio Enterprise: workspace)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l ca-file -d 'Trust the certificates in this file too' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l proxy -d 'Reach the server through this proxy' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l token-stdin -d 'Sign in by the token on standard input, and keep it'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l review-marker -d 'Write verdicts on results into their review marker too (Label Studio)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l insecure -d 'Do not check certificates (shown in red while on)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand account; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -f -a "list" -d 'List them'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and not __fish_seen_subcommand_from list show" -f -a "show" -d 'Show one with everything known of it'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l org -d 'Below this organization' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l project -d 'Below this project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l task -d 'Below this task or view; beside --project, one of that project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l job -d 'Below this job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -s f -l filter -d 'Only those that fit, e.g. \'state:rejected assignee:ana issues>0 !label:car street\'' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l sort -d 'Order; the platform\'s own without it' -r -f -a "name\t'By name'
state\t'By state class, then state'
updated\t'Last changed first'
issues\t'Most open issues first'
annotations\t'Most annotations first'
items\t'Most items first'
rejected\t'Most rejected items first'
progress\t'Least decided first'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -s n -l limit -d 'At most so many; 0 means all' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l sample -d 'Of items only a sample, e.g. \'5% by label min 3 seed 7\', \'100 seed 2\'; drawn from all that fit' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l reverse -d 'The other way round'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l mine -d 'Only those that I hold or judge'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand org; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -f -a "list" -d 'List them'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -f -a "show" -d 'Show one with everything known of it'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -f -a "assign" -d 'Give projects to somebody'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and not __fish_seen_subcommand_from list show assign figures" -f -a "figures" -d 'Quality, statistics and whatever else the platform tells about one, as tables'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l org -d 'Below this organization' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l project -d 'Below this project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l task -d 'Below this task or view; beside --project, one of that project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l job -d 'Below this job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -s f -l filter -d 'Only those that fit, e.g. \'state:rejected assignee:ana issues>0 !label:car street\'' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l sort -d 'Order; the platform\'s own without it' -r -f -a "name\t'By name'
state\t'By state class, then state'
updated\t'Last changed first'
issues\t'Most open issues first'
annotations\t'Most annotations first'
items\t'Most items first'
rejected\t'Most rejected items first'
progress\t'Least decided first'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -s n -l limit -d 'At most so many; 0 means all' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l sample -d 'Of items only a sample, e.g. \'5% by label min 3 seed 7\', \'100 seed 2\'; drawn from all that fit' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l reverse -d 'The other way round'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l mine -d 'Only those that I hold or judge'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l to -d 'The new assignee; \'none\' for nobody' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l reviewer -d 'The new reviewer; \'none\' for nobody' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l compute -d 'Have the server work them out anew first (Ctrl-C cancels it)'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand project; and __fish_seen_subcommand_from figures" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -f -a "list" -d 'List them'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -f -a "show" -d 'Show one with everything known of it'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -f -a "assign" -d 'Give tasks to somebody'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -f -a "figures" -d 'Quality, statistics and whatever else the platform tells about one, as tables'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and not __fish_seen_subcommand_from list show assign figures transition" -f -a "transition" -d 'Move tasks to another state, where they have one of their own (a split\'s follows its jobs)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l org -d 'Below this organization' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l project -d 'Below this project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l task -d 'Below this task or view; beside --project, one of that project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l job -d 'Below this job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -s f -l filter -d 'Only those that fit, e.g. \'state:rejected assignee:ana issues>0 !label:car street\'' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l sort -d 'Order; the platform\'s own without it' -r -f -a "name\t'By name'
state\t'By state class, then state'
updated\t'Last changed first'
issues\t'Most open issues first'
annotations\t'Most annotations first'
items\t'Most items first'
rejected\t'Most rejected items first'
progress\t'Least decided first'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -s n -l limit -d 'At most so many; 0 means all' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l sample -d 'Of items only a sample, e.g. \'5% by label min 3 seed 7\', \'100 seed 2\'; drawn from all that fit' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l reverse -d 'The other way round'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l mine -d 'Only those that I hold or judge'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l to -d 'The new assignee; \'none\' for nobody' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l reviewer -d 'The new reviewer; \'none\' for nobody' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l compute -d 'Have the server work them out anew first (Ctrl-C cancels it)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from figures" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l to -d '\'stage/state\' or a state; show lists what is reachable' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l stage -d 'The stage it goes to; the state beside it is named by --to or --state, and else \'new\' (the directory for decisions is then named by VIDIMUS_STATE alone)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand task; and __fish_seen_subcommand_from transition" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -f -a "list" -d 'List them'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -f -a "show" -d 'Show one with everything known of it, and where it can go'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -f -a "figures" -d 'Quality, statistics and whatever else the platform tells about one, as tables'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -f -a "assign" -d 'Give jobs to somebody'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and not __fish_seen_subcommand_from list show figures assign transition" -f -a "transition" -d 'Move jobs to another stage and state'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l org -d 'Below this organization' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l project -d 'Below this project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l task -d 'Below this task or view; beside --project, one of that project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l job -d 'Below this job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -s f -l filter -d 'Only those that fit, e.g. \'state:rejected assignee:ana issues>0 !label:car street\'' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l sort -d 'Order; the platform\'s own without it' -r -f -a "name\t'By name'
state\t'By state class, then state'
updated\t'Last changed first'
issues\t'Most open issues first'
annotations\t'Most annotations first'
items\t'Most items first'
rejected\t'Most rejected items first'
progress\t'Least decided first'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -s n -l limit -d 'At most so many; 0 means all' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l sample -d 'Of items only a sample, e.g. \'5% by label min 3 seed 7\', \'100 seed 2\'; drawn from all that fit' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l reverse -d 'The other way round'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l mine -d 'Only those that I hold or judge'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l compute -d 'Have the server work them out anew first (Ctrl-C cancels it)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from figures" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l to -d 'The new assignee; \'none\' for nobody' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l reviewer -d 'The new reviewer; \'none\' for nobody' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from assign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l to -d '\'stage/state\' or a state; show lists what is reachable' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l stage -d 'The stage it goes to; the state beside it is named by --to or --state, and else \'new\' (the directory for decisions is then named by VIDIMUS_STATE alone)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand job; and __fish_seen_subcommand_from transition" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -f -a "list" -d 'List them'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -f -a "show" -d 'Show one with its annotations and issues'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -f -a "accept" -d 'Accept items'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -f -a "reject" -d 'Reject items; a reason also opens an issue'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -f -a "skip" -d 'Leave items undecided, but looked at'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -f -a "clear" -d 'Take the verdict of items away'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -f -a "image" -d 'Write an item\'s picture into a PNG file'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -f -a "text" -d 'Read an item\'s texts with their spans marked, and its time lines'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and not __fish_seen_subcommand_from list show accept reject skip clear image text annotations" -f -a "annotations" -d 'List an item\'s annotations'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l org -d 'Below this organization' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l project -d 'Below this project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l task -d 'Below this task or view; beside --project, one of that project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l job -d 'Below this job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -s f -l filter -d 'Only those that fit, e.g. \'state:rejected assignee:ana issues>0 !label:car street\'' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l sort -d 'Order; the platform\'s own without it' -r -f -a "name\t'By name'
state\t'By state class, then state'
updated\t'Last changed first'
issues\t'Most open issues first'
annotations\t'Most annotations first'
items\t'Most items first'
rejected\t'Most rejected items first'
progress\t'Least decided first'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -s n -l limit -d 'At most so many; 0 means all' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l sample -d 'Of items only a sample, e.g. \'5% by label min 3 seed 7\', \'100 seed 2\'; drawn from all that fit' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l reverse -d 'The other way round'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l mine -d 'Only those that I hold or judge'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from accept" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l reason -d 'What is wrong' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from reject" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from skip" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from clear" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -s o -l output -d 'The file; \'-\' is standard output' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l picture -d 'Which of the item\'s pictures; 0 is its own' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l result -d 'Draw the annotations of this result only (result list shows them)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l max-side -d 'Longest side in pixels at most' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l overlay -d 'Draw the annotations on it'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from image" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l result -d 'The result whose spans are marked, or \'all\'; else the first one that counts' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l width -d 'Columns of a line; else as wide as the terminal, and 100 without one' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from text" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand item; and __fish_seen_subcommand_from annotations" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -f -a "list" -d 'List an item\'s annotations'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -f -a "accept" -d 'Accept annotations, each named ITEM#ANNOTATION'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -f -a "reject" -d 'Reject annotations; a reason also opens an issue'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and not __fish_seen_subcommand_from list accept reject clear" -f -a "clear" -d 'Take the verdict of annotations away'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from accept" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l reason -d 'What is wrong' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from reject" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand annotation; and __fish_seen_subcommand_from clear" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -f -a "list" -d 'List what people and models made of an item'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -f -a "accept" -d 'Accept whole results'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -f -a "reject" -d 'Reject whole results; a reason also opens an issue'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -f -a "clear" -d 'Take the verdict of whole results away'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -f -a "truth" -d 'Say that a result is the truth that others are compared with (one of each item)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -f -a "untruth" -d 'Say that a result is not the truth after all'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -f -a "skip" -d 'Mark results as skipped: they count as none'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -f -a "unskip" -d 'Let skipped results count again'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -f -a "submit" -d 'Hand in a draft of your own, or with --skipped an empty result that says there is nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and not __fish_seen_subcommand_from list accept reject clear truth untruth skip unskip submit delete" -f -a "delete" -d 'Delete whole results for good (asks, or needs --yes)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l item -d 'The item that they are results of' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from accept" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l item -d 'The item that they are results of' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l reason -d 'What is wrong; also opens an issue' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from reject" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l item -d 'The item that they are results of' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from clear" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l item -d 'The item that they are results of' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from truth" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l item -d 'The item that they are results of' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from untruth" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l item -d 'The item that they are results of' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from skip" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l item -d 'The item that they are results of' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from unskip" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l draft -d 'Which draft, where there are several' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l skipped -d 'Skip the item: an empty result'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from submit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l item -d 'The item that they are results of' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand result; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -f -a "list" -d 'List the commands that the platform has for items of a project or view'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and not __fish_seen_subcommand_from list run" -f -a "run" -d 'Run one on the items that are named, never on "everything" (asks, or needs --yes)'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l project -d 'The project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l task -d 'The task or view' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l project -d 'The project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l task -d 'The task or view' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l input -d 'What it asks for, each as NAME=VALUE' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand action; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -f -a "list" -d 'List issues'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -f -a "show" -d 'Show an issue with its thread'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -f -a "open" -d 'Open an issue on an item'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -f -a "comment" -d 'Add a comment to an issue\'s thread'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -f -a "edit" -d 'Change what a comment says: the issue\'s own text, or that of --comment'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -f -a "resolve" -d 'Say that issues are fixed'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -f -a "reopen" -d 'Say that issues are not fixed after all'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and not __fish_seen_subcommand_from list show open comment edit resolve reopen delete" -f -a "delete" -d 'Delete issues with their threads (asks, or needs --yes)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l org -d 'Below this organization' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l project -d 'Below this project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l task -d 'Below this task or view; beside --project, one of that project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l job -d 'Below this job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l item -d 'Of this item' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -s n -l limit -d 'At most so many; 0 means all' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l open -d 'Only unresolved ones'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l mine -d 'Only those that I opened or should see to'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l item -d 'The item' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l text -d 'What is wrong' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l at -d 'A point X,Y or a box X1,Y1,X2,Y2 in image pixels' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l annotation -d 'The annotation it is about' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l assignee -d 'Who should see to it' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from open" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l text -d 'What is said' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from comment" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l text -d 'What it shall say' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l comment -d 'Which comment; else your own first one, else the issue\'s text' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from resolve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from reopen" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand issue; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and not __fish_seen_subcommand_from list" -f -a "list" -d 'List what waits for you, in all accounts or in one'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l days -d 'How many days back resolved issues and answers count' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand inbox; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -f -a "list" -d 'List what is on its way, or with --all everything ever decided'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -f -a "push" -d 'Send now what is waiting'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -f -a "retry" -d 'Send failed operations again'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and not __fish_seen_subcommand_from list push retry drop" -f -a "drop" -d 'Give up operations that are not done'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -s n -l limit -d 'At most so many; 0 means all' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l all -d 'Also what is done, withdrawn or dropped'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from push" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand outbox; and __fish_seen_subcommand_from drop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l org -d 'Below this organization' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l project -d 'Below this project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l task -d 'Below this task or view; beside --project, one of that project' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l job -d 'Below this job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l format -d 'Form of the report' -r -f -a "md\t'Markdown'
csv\t'One row an item'
json\t'One object'"
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand report" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l dataset -d 'Only this dataset; all that have annotations without it' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -s o -l output -d 'A directory that is new or empty, outside the reviewed folder; for a review file its new name' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l what -d 'What is written' -r -f -a "corrected\t'The annotation files in their own format, without what was rejected'
review\t'Verdicts, reasons and issues: JSON Lines for a name that ends in .jsonl, else one JSON object'"
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l pictures -d 'What becomes of the pictures' -r -f -a "none\t'They stay where they are (--images names the place when the copy is opened)'
link\t'Hard links: no second copy, on one file system only'
copy\t'A copy of each'"
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l drop-rejected-items -d 'Leave rejected items out too, with all their annotations; without this only rejected annotations go'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l preset -d 'The keys of this preset, whatever the configuration says' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l markdown -d 'As Markdown tables'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand keys" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l account -d 'Account named in the configuration file' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l dir -d 'A local folder' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l state -d 'Directory for decisions and log' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l user -d 'Who decides (else review.user of the configuration, else the login name)' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l batch -d 'Items in a job' -r
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l format -d 'Read only annotations of this format from the folder (\'images\': none)' -r -f -a "coco\t''
datumaro\t''
yolo\t''
voc\t''
cvat-images\t''
cvat-video\t''
label-studio\t''
labelme\t''
supervisely\t''
dataloop\t''
images\t''"
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l images -d 'Look for the folder\'s pictures here, within it or elsewhere' -r -F
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l log -d 'Write a log of this level into the state directory' -r -f -a "error\t'Failures only'
warn\t'And what may become one'
info\t'And what was done'
debug\t'And how'
trace\t'Everything'"
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l graphics -d 'How pictures are shown' -r -f -a "auto\t'Ask the terminal'
kitty\t'kitty graphics'
iterm2\t'iTerm2\'s inline pictures'
sixel\t'Sixel'
blocks\t'Half-block characters'
off\t'No pictures'"
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l theme -d 'Colours of the screen' -r -f -a "auto\t'By the terminal\'s background'
dark\t'Light on dark'
light\t'Dark on light'
high-contrast\t'Nothing fainter than the terminal\'s own text'
colour-blind\t'Blue and orange alone carry meaning'
mono\t'No colour'"
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l preview -d 'How much a picture may cost' -r -f -a "auto\t'Fast on remote lines, sharp on local ones'
fast\t'Few bytes'
sharp\t'Every pixel'
off\t'No pictures in lists'"
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l demo -d 'The bundled demo (its state is gone afterwards, unless --state names a place)'
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l read-only -d 'Change nothing'
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l ascii -d 'Only ASCII signs on the screen'
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l no-motion -d 'Nothing moves by itself'
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l text-only -d 'No pictures: judge by the annotations\' text'
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l json -d 'One JSON object on standard output'
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l jsonl -d 'One JSON object a line, for lists; failures on standard error only'
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -s y -l yes -d 'Do not ask before changing several things'
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l wait -d 'Return when every change is confirmed (the default)'
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -l queue -d 'Return as soon as the changes are in the outbox'
complete -c vidimus -n "__fish_vidimus_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
