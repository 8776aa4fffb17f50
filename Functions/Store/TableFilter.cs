using System.Text;
using Azure.Data.Tables;

namespace GlusterDr.Functions.Store;

/// <summary>Filters for rows of a table.</summary>
internal static class TableFilter
{
    /// <summary>The rows of a partition whose key starts with the prefix, and a few more if the upper bound cannot be expressed.</summary>
    public static string Of(string partition, string keyPrefix)
    {
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        if (keyPrefix.Length == 0)
        {
            return filter;
        }

        filter += $" and {TableClient.CreateQueryFilter($"RowKey ge {keyPrefix}")}";
        return After(keyPrefix) is { } end ? filter + $" and {TableClient.CreateQueryFilter($"RowKey lt {end}")}" : filter;
    }

    // The first key after all keys with the prefix: the prefix with its last character increased, if that is possible.
    private static string? After(string prefix)
    {
        _ = Rune.DecodeLastFromUtf16(prefix, out Rune last, out int length);
        return Rune.TryCreate(last.Value + 1, out Rune next) ? $"{prefix[..^length]}{next}" : null;
    }
}
