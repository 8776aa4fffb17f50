// ssh-bench many     many commands at once with both remote runners, against an sshd of its own: idle, and with all processors busy
// ssh-bench shell    the cost of one login shell, with an empty .bashrc, a slow one and this machine's own
// ssh-bench run      how many remote commands, each with a login shell, a run sends to each host, on simulated sites
// Without one of these words, all three. Of many, empty or slow (the .bashrc), idle or busy (the processors), 50 or 200 select rows.
// Needs sshd (package openssh-server); many and shell measure best on an otherwise idle machine.
using GlusterDr.SshBench;

string[] all = ["many", "shell", "run"];
if (args.Except(all).Except(ManyCommands.Words).Any())
{
    Console.Error.WriteLine("usage: ssh-bench [many] [shell] [run] [empty|slow] [idle|busy] [50|200]");
    return 2;
}

string[] given = [.. all.Intersect(args)];
foreach (string what in given.Length > 0 ? given : all)
{
    switch (what)
    {
        case "many":
            await ManyCommands.MeasureAsync(args);
            break;
        case "shell":
            await LoginShells.MeasureAsync();
            break;
        default:
            await RunCommands.CountAsync();
            break;
    }
}

return 0;
