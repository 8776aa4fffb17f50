using System.Text;
using Azure.Data.Tables;

namespace GlusterDr.Functions.Store;

/// <summary>Which rows of a table are asked for.</summary>
internal static class TableFilter
{
    /// <summary>Those of a partition whose key starts with the prefix; a few more where no bound can be written down.</summary>
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

    // The first key behind all that start with the prefix: its last character is the next one, where there is one.
    private static string? After(string prefix)
    {
        _ = Rune.DecodeLastFromUtf16(prefix, out Rune last, out int length);
        return Rune.TryCreate(last.Value + 1, out Rune next) ? $"{prefix[..^length]}{next}" : null;
    }
}
