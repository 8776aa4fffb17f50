using GlusterDr.Remote.Connections;

namespace GlusterDr.Tests.Shared.Remote.Connections;

public sealed class StartLimitTests
{
    private readonly StartLimit _sut = new(64);
    private TimeSpan _now = TimeSpan.FromHours(1);

    [Fact]
    public void Value_QuickStarts_GrowsByOneARoundToTheMost()
    {
        int first = _sut.Value;

        Round(0.1);
        Round(0.1);
        _sut.Value.ShouldBeInRange(first + 1, first + 2);

        for (int i = 0; i < 200; i++)
        {
            Round(0.1);
        }

        _sut.Value.ShouldBe(64);
    }

    // Still fast: fifty commands that compete for processors are no problem while each takes little time.
    [Fact]
    public void Value_StartsThatAreManyTimesSlowerButTakeNoTime_DoesNotFall()
    {
        Round(0.01);
        int before = _sut.Value;

        Round(0.4);

        _sut.Value.ShouldBeGreaterThanOrEqualTo(before);
    }

    [Fact]
    public void Value_StartsThatTakeManyTimesAsLong_FallsOnceARoundAndNeverBelowTwo()
    {
        Round(0.5);
        int before = _sut.Value;

        Round(5);
        _sut.Value.ShouldBeInRange((before / 2) + 1, before - 1);

        for (int i = 0; i < 5; i++)
        {
            Round(10);
        }

        _sut.Value.ShouldBe(2);
    }

    // The host stays slow: after a while its own speed is the reference again.
    [Fact]
    public void Value_HostThatHasBecomeSlower_GrowsAgain()
    {
        Round(0.5);
        Round(5);
        Round(5);
        int low = _sut.Value;

        for (int i = 0; i < 200; i++)
        {
            Round(5);
        }

        _sut.Value.ShouldBeGreaterThan(low);
    }

    [Fact]
    public void Value_RefusedLogins_HalvesOnceARound()
    {
        int before = _sut.Value;
        TimeSpan begun = _now;

        _sut.Refused(begun, _now += TimeSpan.FromSeconds(1));
        _sut.Refused(begun, _now);

        _sut.Value.ShouldBe(before / 2);
    }

    // Sequential commands do not show how many could run at the same time.
    [Fact]
    public void Value_StartsOneAfterTheOther_StaysAsItIs()
    {
        int before = _sut.Value;

        for (int i = 0; i < 100; i++)
        {
            _sut.Started(_now, _now += TimeSpan.FromSeconds(0.1), 1);
        }

        _sut.Value.ShouldBe(before);
    }

    [Fact]
    public void Value_FewAllowedAtAll_IsThat() => new StartLimit(1).Value.ShouldBe(1);

    // Starts as many commands as may start at the same time, each of which takes this long.
    private void Round(double seconds)
    {
        int count = _sut.Value;
        TimeSpan begun = _now;
        _now += TimeSpan.FromSeconds(seconds);
        for (int i = count; i > 0; i--)
        {
            _sut.Started(begun, _now, i);
        }
    }
}
