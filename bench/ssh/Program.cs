// ssh-bench many     many commands at once by both ways of running commands, against an sshd of its own: idle, and with all processors busy
// ssh-bench shell    what one login shell costs, with an empty .bashrc, a slow one and this machine's own
// ssh-bench run      how many remote commands, each with a login shell, a run sends to each host, on simulated sites
// Without a word all three. Needs sshd (package openssh-server); many and shell measure best on an otherwise idle machine.
using GlusterDr.SshBench;

string[] all = ["many", "shell", "run"];
foreach (string what in args.Length > 0 ? args : all)
{
    switch (what)
    {
        case "many":
            await ManyCommands.MeasureAsync();
            break;
        case "shell":
            await LoginShells.MeasureAsync();
            break;
        case "run":
            await RunCommands.CountAsync();
            break;
        default:
            Console.Error.WriteLine("usage: ssh-bench [many] [shell] [run]");
            return 2;
    }
}

return 0;
