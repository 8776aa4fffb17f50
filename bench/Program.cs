// Measurements. `dotnet run -c Release --project bench -- <name> [directory]`: the directory decides which disk is measured.
using GlusterDr.Bench;

string directory = args.Length > 1 ? args[1] : Path.GetTempPath();
switch (args.FirstOrDefault())
{
    case "engine":
        await EngineBench.RunAsync(directory);
        return 0;
    default:
        Console.Error.WriteLine("usage: bench engine [directory]");
        return 2;
}
