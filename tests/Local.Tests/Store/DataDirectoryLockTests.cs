using GlusterDr.Local.Store;

namespace GlusterDr.Tests.Local.Store;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public void A_second_host_is_refused_and_told_who_is_there()
    {
        using DataDirectoryLock held = DataDirectoryLock.Take(_directory.File("data"));
        DataDirectoryInUseException refused =
            Should.Throw<DataDirectoryInUseException>(() => DataDirectoryLock.Take(_directory.File("data")));
        refused.Directory.ShouldBe(_directory.File("data"));
        refused.Message.ShouldContain($"process {Environment.ProcessId}");
    }

    [Fact]
    public void A_directory_that_was_given_back_can_be_taken_again()
    {
        DataDirectoryLock.Take(_directory.Path).Dispose();
        DataDirectoryLock.Take(_directory.Path).Dispose();
    }

    [Fact]
    public void Two_directories_do_not_disturb_each_other()
    {
        using DataDirectoryLock one = DataDirectoryLock.Take(_directory.File("one"));
        using DataDirectoryLock two = DataDirectoryLock.Take(_directory.File("two"));
        one.Directory.ShouldNotBe(two.Directory);
    }

    public void Dispose() => _directory.Dispose();
}
