using GlusterDr.Durable;
using GlusterDr.EngineCrashHost;
using GlusterDr.Local.Engine;
using GlusterDr.Local.Store;

// A host to be killed: runs one workflow in the directory given, and writes down what it does. When the workflow is over
// it says so and ends; started again after a kill, it goes on.

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
    // An earlier life has stored it.
}

OrchestrationMetadata end = await engine.WaitForInstanceCompletionAsync("all");
diary.Write($"end {end.RuntimeStatus} {end.SerializedOutput} {end.FailureDetails}");
return 0;
