using GlusterDr.Errors;

namespace GlusterDr.Tests.Shared.Model.Errors;

public sealed class CommandTextTests
{
    [Theory]
    [InlineData("sudo: unable to resolve host kvm1: Name or service not known\n")]
    [InlineData("sudo: unable to resolve host kvm1: Temporary failure in name resolution\nWarning: Permanently added 'kvm1' (ED25519) to the list of known hosts.\n")]
    [InlineData("bash: warning: setlocale: LC_ALL: cannot change locale (en_US.UTF-8)\n")]
    [InlineData("2026-11-20 04:10:01.115+0000: 4711: warning : virQEMUCapsGet:123 : something old\n")]
    [InlineData("sudo: setrlimit(RLIMIT_CORE): Operation not permitted\n")]
    [InlineData("sudo: /run/sudo/ts/dr: timestamp too far in the future: Nov 30 16:00:00 2026\n")]
    [InlineData("\nWe trust you have received the usual lecture from the local System\nAdministrator. It usually boils down to these three things:\n\n    #1) Respect the privacy of others.\n    #2) Think before you type.\n    #3) With great power comes great responsibility.\n\n")]
    [InlineData("mesg: ttyname failed: Inappropriate ioctl for device\nstdin: is not a tty\n")]
    public void Lines_that_are_not_about_the_command_are_left_out(string noise)
    {
        CommandText.WithoutNoise(noise).ShouldBeEmpty();
        CommandText.WithoutNoise($"{noise}error: Domain not found\n").ShouldBe("error: Domain not found");
    }

    [Theory]
    [InlineData("sudo: a password is required")]
    [InlineData("sudo: /etc/sudoers is owned by uid 1000, should be 0")]
    [InlineData("2026-11-20 04:10:01.115+0000: 4711: error : virNetSocketReadWire:1793 : End of file while reading data")]
    [InlineData("error: unable to resolve host")]
    public void What_may_be_the_reason_stays(string text) => CommandText.WithoutNoise(text).ShouldBe(text);

    [Theory]
    [InlineData(139, "SIGSEGV")]
    [InlineData(134, "SIGABRT")]
    [InlineData(137, "SIGKILL")]
    [InlineData(135, "SIGBUS")]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(127, null)]
    [InlineData(255, null)]
    public void A_signal_is_recognised_by_the_exit_code(int exit, string? signal) => CommandText.SignalOf(exit).ShouldBe(signal);
}
