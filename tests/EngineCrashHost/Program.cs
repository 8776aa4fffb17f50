using GlusterDr.Durable;
using GlusterDr.EngineCrashHost;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Store;

// A host that tests kill: it runs one workflow in the given directory, and writes what it does. When the workflow has ended,
// it reports that and exits. Started again after a kill, it continues.

using DataDirectoryLock held = DataDirectoryLock.Take(args[0]);
using Diary diary = new(Path.Combine(args[0], "diary.log"));
using SqliteDatabase database = SqliteDatabase.Open(Path.Combine(args[0], "test.db"));
DurableRegistry registry = new DurableRegistry().AddOrchestrator<Everything>().AddOrchestrator<Child>();
foreach (string name in Everything.ActivityNames)
{
    registry.AddActivity<Effect>(name);
}

object Create(Type type) => type == typeof(Effect) ? new Effect(diary) : Activator.CreateInstance(type)!;
await using EmbeddedEngine engine = new(database, registry, Create, observer: diary);
await engine.StartAsync();
try
{
    await engine.ScheduleNewOrchestrationInstanceAsync(nameof(Everything), null, new("all"));
}
catch (InstanceExistsException)
{
    // The instance was stored before the kill.
}

OrchestrationMetadata end = await engine.WaitForInstanceCompletionAsync("all");
diary.Write($"end {end.RuntimeStatus} {end.SerializedOutput} {end.FailureDetails}");
return 0;
