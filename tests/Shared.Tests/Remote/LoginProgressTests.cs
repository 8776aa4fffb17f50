using System.Text;
using GlusterDr.Remote;
using GlusterDr.TestKit;

namespace GlusterDr.Tests.Shared.Remote;

public sealed class LoginProgressTests : IDisposable
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new();
    private readonly LoginProgress _sut;

    public LoginProgressTests() => _sut = new LoginProgress(s_bound, _time);

    public void Dispose() => _sut.Dispose();

    [Fact]
    public void Unanswered_NoConnectionWithinTheBound_IsCancelled()
    {
        Say("debug1: Connecting to gl1.example [192.0.2.1] port 22.\n");

        _time.Advance(s_bound);

        _sut.Unanswered.IsCancellationRequested.ShouldBeTrue();
    }

    // A busy host sends its banner late. The output of ssh comes in pieces.
    [Fact]
    public void Unanswered_ConnectionMade_IsNeverCancelled()
    {
        Say("OpenSSH_9.2p1 Debian\r\ndebug1: Connecting to gl1.exa");
        Say("mple [192.0.2.1] port 22.\r\ndebug1: Connection establ");
        Say("ished.\r\n");

        _time.Advance(100 * s_bound);

        _sut.Unanswered.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void Unanswered_EachAddressHasTheWholeBound()
    {
        Say("debug1: Connecting to gl1.example [2001:db8::1] port 22.\n");
        _time.Advance(s_bound * 0.9);
        Say("debug1: connect to address 2001:db8::1 port 22: No route to host\ndebug1: Connecting to gl1.example [192.0.2.1] port 22.\n");
        _time.Advance(s_bound * 0.9);
        _sut.Unanswered.IsCancellationRequested.ShouldBeFalse();

        _time.Advance(s_bound * 0.1);

        _sut.Unanswered.IsCancellationRequested.ShouldBeTrue();
    }

    // Through a jump host, ssh opens no connection itself. Name resolution can also take long.
    [Fact]
    public void Unanswered_NoConnectionOfItsOwn_IsNeverCancelled()
    {
        Say("debug1: Executing proxy command: exec ssh -W '[gl1]:22' jump\n");

        _time.Advance(100 * s_bound);

        _sut.Unanswered.IsCancellationRequested.ShouldBeFalse();
    }

    private void Say(string text) => _sut.Add(Encoding.UTF8.GetBytes(text));
}
