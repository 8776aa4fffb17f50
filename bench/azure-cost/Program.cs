// azure-cost [--leases-on-blobs] [VMS ...]: the requests of a run with so many VMs to Azure Storage and Functions. The default is
// 10 100 1000. With --leases-on-blobs without useTablePartitionManagement, which host.json has.
// Azurite is installed into the cache folder if it is missing (tests/tools/azurite/get); GLUSTERDR_AZURITE names another.
using System.Globalization;
using GlusterDr.AzureCost;

bool leasesOnBlobs = args.Contains("--leases-on-blobs");
int[] given = [.. args.Where(a => a[0] != '-').Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
int[] sizes = given.Length > 0 ? given : [10, 100, 1000];
List<Measurement> all = [];
foreach (int vms in sizes)
{
    Measurement measured = await Meter.MeasureAsync(vms, leasesOnBlobs);
    all.Add(measured);
    Console.WriteLine(measured);
}

Console.WriteLine();
Console.WriteLine(CostTable.Of(all));
