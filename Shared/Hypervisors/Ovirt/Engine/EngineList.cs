using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>
/// Reads a collection page by page. The pages are not read from one consistent state: an element that appears on two pages counts once,
/// and an element that moved to an earlier page meanwhile is found by reading all pages again.
/// </summary>
internal static class EngineList
{
    private const int PageSize = 200;
    private const int MostReadings = 4;

    /// <summary>Reads all elements, until two readings agree.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="collection">Its name: <c>vms</c>.</param>
    /// <param name="search">The search query, with its order but without a page.</param>
    /// <param name="follow">Links to resolve in the same answer; null: none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<IReadOnlyList<XElement>> ReadAllAsync(
        EngineClient client, string collection, string search, string? follow, CancellationToken cancellation)
    {
        Dictionary<string, XElement> before = await ReadOnceAsync(client, collection, search, follow, cancellation);
        for (int reading = 1; before.Count > PageSize && reading < MostReadings; reading++)
        {
            Dictionary<string, XElement> again = await ReadOnceAsync(client, collection, search, follow, cancellation);
            if (again.Keys.ToHashSet().SetEquals(before.Keys))
            {
                return [.. again.Values];
            }

            before = again;
        }

        return [.. before.Values];
    }

    /// <summary>Reads all pages once, by id. An element can be missing because it moved to an earlier page meanwhile.</summary>
    public static async Task<Dictionary<string, XElement>> ReadOnceAsync(
        EngineClient client, string collection, string search, string? follow, CancellationToken cancellation)
    {
        Dictionary<string, XElement> all = new(StringComparer.Ordinal);
        string following = follow is null ? "" : $"&follow={follow}";
        for (int page = 1; ; page++)
        {
            string query = Uri.EscapeDataString($"{search} page {page}");
            XElement answer = await client.GetAsync($"{collection}?search={query}&max={PageSize}{following}", cancellation);
            XElement[] elements = [.. answer.Elements()];
            foreach (XElement element in elements)
            {
                all[EngineXml.Id(element)] = element;
            }

            if (elements.Length < PageSize)
            {
                return all;
            }
        }
    }
}
