// azure-cost [VMS ...]: what a run of so many VMs asks of Azure Storage and of Functions. The default is 10 100 1000.
// Needs Azurite (npm install azurite; GLUSTERDR_AZURITE or PATH names the program).
using System.Globalization;
using GlusterDr.AzureCost;

int[] sizes = args.Length > 0 ? [.. args.Select(a => int.Parse(a, CultureInfo.InvariantCulture))] : [10, 100, 1000];
List<Measurement> all = [];
foreach (int vms in sizes)
{
    Measurement measured = await Meter.MeasureAsync(vms);
    all.Add(measured);
    Console.WriteLine(measured);
}

Console.WriteLine();
Console.WriteLine(CostTable.Of(all));
