using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Tests.Shared.Remote;

/// <summary>Output of sudo and the login besides a command decides nothing. Errors of sudo itself do.</summary>
public sealed class CommandErrorsTests
{
    private static readonly RemoteHost s_host = new("kvm1", new SshSettings { Sudo = true });
    private static readonly RemoteCommand s_command = new(["virsh", "domblklist", "web"], TimeSpan.FromSeconds(10));

    public static TheoryData<string> Noise =>
    [
        "",
        "sudo: unable to resolve host kvm1: Name or service not known\n",
        "sudo: unable to resolve host kvm1\n",
        "sudo: unable to send audit message: Operation not permitted\n",
        "sudo: setrlimit(RLIMIT_CORE): Operation not permitted\n",
        "sudo: /run/sudo/ts/dr: timestamp too far in the future: Nov 30 16:00:00 2026\n",
        "bash: warning: setlocale: LC_ALL: cannot change locale (de_DE.UTF-8)\nsudo: unable to resolve host kvm1: Temporary failure in name resolution\n",
        "Authorised users only. All activity is logged.\n",
        "Authorised users only.\nsudo: unable to resolve host kvm1: Name or service not known\n",
        "\nWe trust you have received the usual lecture from the local System\nAdministrator. It usually boils down to these three things:\n\n    #1) Respect the privacy of others.\n    #2) Think before you type.\n    #3) With great power comes great responsibility.\n\n",
    ];

    [Theory]
    [MemberData(nameof(Noise))]
    public void A_failure_of_the_command_with_noise_beside_it_is_its_own(string noise) =>
        Find(1, $"{noise}error: failed to get domain 'web'\n").ShouldBeNull();

    [Theory]
    [MemberData(nameof(Noise))]
    public void A_command_that_fails_without_output_is_not_judged_by_other_output(string noise) => Find(1, noise).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Noise))]
    public void A_refusal_by_sudo_is_one_with_noise_beside_it_too(string noise)
    {
        foreach (string refusal in (string[])
            [
                "sudo: a password is required\n",
                "sudo: a terminal is required to read the password; either use the -S option or configure an askpass helper\nsudo: a password is required\n",
                "sudo: sorry, you must have a tty to run sudo\n",
                "Sorry, user dr is not allowed to execute '/usr/bin/virsh domblklist web' as root on kvm1.\n",
                "dr is not in the sudoers file.\nThis incident has been reported to the administrator.\n",
                "dr is not allowed to run sudo on kvm1.  This incident will be reported.\n",
                "sudo: /etc/sudoers is owned by uid 1000, should be 0\nsudo: no valid sudoers sources found, quitting\n",
            ])
        {
            Error error = Find(1, noise + refusal).ShouldNotBeNull();
            error.Code.ShouldBe(ErrorCodes.HostAccessDenied, refusal);
            error.Message.ShouldNotContain("resolve host");
        }
    }

    [Theory]
    [MemberData(nameof(Noise))]
    public void A_program_that_sudo_does_not_find_is_missing_with_noise_beside_it_too(string noise) =>
        Find(1, $"{noise}sudo: virsh: command not found\n").ShouldNotBeNull().Code.ShouldBe(ErrorCodes.CommandMissing);

    [Fact]
    public void Without_sudo_its_messages_are_those_of_the_command() =>
        CommandErrors.Find(new RemoteHost("kvm1", new SshSettings()), s_command, 1, "sudo: a password is required\n", TimeSpan.Zero).ShouldBeNull();

    private static Error? Find(int exit, string standardError) => CommandErrors.Find(s_host, s_command, exit, standardError, TimeSpan.Zero);
}
