using GlusterDr.Orchestrations.Common;

namespace GlusterDr.Tests.Orchestrations.Common;

public sealed class CompensationsTests
{
    private readonly List<string> _log = [];
    private readonly Compensations _sut = new();

    [Fact]
    public async Task RunAsync_UndoesTheLastStepFirst()
    {
        Register("first");
        Register("second");

        await _sut.RunAsync();

        _log.ShouldBe(["undo second", "undo first"]);
    }

    [Fact]
    public async Task RunAsync_UndoesEachStepOnce()
    {
        Register("first");

        await _sut.RunAsync();
        await _sut.RunAsync();

        _log.ShouldBe(["undo first"]);
    }

    [Fact]
    public async Task RunAsync_StepThatCannotBeUndone_LeavesWhatItNeedsAlone()
    {
        Register("first");
        Register("second");
        Register("third", works: false, needsEarlier: true);
        Register("fourth");

        await _sut.RunAsync();

        _log.ShouldBe(["undo fourth", "undo third", "skip second for third", "skip first for third"]);
    }

    [Fact]
    public async Task RunAsync_StepThatCannotBeUndoneAndNeedsNothing_HindersNoOther()
    {
        Register("first");
        Register("second", works: false);

        await _sut.RunAsync();

        _log.ShouldBe(["undo second", "undo first"]);
    }

    [Fact]
    public async Task Remove_StepIsNotUndone()
    {
        Register("first");
        Compensation second = Register("second");
        _sut.Remove(second);

        await _sut.RunAsync();

        _log.ShouldBe(["undo first"]);
    }

    [Fact]
    public async Task RunAsync_StepOfAnUndo_IsUndoneToo()
    {
        _sut.Register("outer", () =>
        {
            _log.Add("undo outer");
            Register("inner");
            return Task.CompletedTask;
        });

        await _sut.RunAsync();

        _log.ShouldBe(["undo outer", "undo inner"]);
    }

    [Fact]
    public async Task RunAsync_UndoThatThrows_StopsNoOther()
    {
        Register("first");
        _sut.Register("second", () => throw new InvalidOperationException("second"));
        _sut.Register("third", () => throw new InvalidOperationException("third"));

        (await Should.ThrowAsync<InvalidOperationException>(_sut.RunAsync())).Message.ShouldBe("third");

        _log.ShouldBe(["undo first"]);
    }

    private Compensation Register(string name, bool works = true, bool needsEarlier = false) => _sut.Register(new Compensation(name, () =>
    {
        _log.Add($"undo {name}");
        return Task.FromResult(works);
    })
    {
        NeedsEarlier = needsEarlier,
        Skip = by => _log.Add($"skip {name} for {by}"),
    });
}
