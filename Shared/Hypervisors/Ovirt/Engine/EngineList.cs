using System.Xml.Linq;

namespace GlusterDr.Hypervisors.Ovirt.Engine;

/// <summary>
/// Reads a collection page by page. The engine keeps no snapshot between pages: what appears on two is counted once, and what
/// may have slipped from one to the one before shows when all is read once more.
/// </summary>
internal static class EngineList
{
    private const int PageSize = 200;
    private const int MostReadings = 4;

    /// <summary>All of it: none is missed.</summary>
    /// <param name="client">The engine.</param>
    /// <param name="collection">Its name: <c>vms</c>.</param>
    /// <param name="search">The engine's query, with its order but without its page.</param>
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

    /// <summary>One reading, by id: one that is missing may only have slipped from a page to the one before.</summary>
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
