using GlusterDr.TestKit;

namespace GlusterDr.AzureCost;

/// <summary>The kind of a request and its service, as in Azure's price list.</summary>
internal static class RequestKind
{
    /// <summary>The service and the kind of request.</summary>
    public static string Of(StorageRequest request)
    {
        string name = request.Path.Split('?', '(', '/')[0];
        if (request.Path.Contains("/messages", StringComparison.Ordinal)
            || name.Contains("-control-", StringComparison.Ordinal)
            || name.EndsWith("-workitems", StringComparison.Ordinal))
        {
            return "queue " + Queue(request);
        }

        // The name of a table consists of letters and digits.
        return name.Contains('-', StringComparison.Ordinal) ? "blob " + Blob(request) : "table " + Table(request);
    }

    private static string Queue(StorageRequest request) => request.Method switch
    {
        "POST" => "put",
        "DELETE" => "delete",
        "PUT" => "update",
        _ when request.Path.Contains("/messages", StringComparison.Ordinal) => "get",
        _ => "list",
    };

    private static string Table(StorageRequest request) => request.Method switch
    {
        "GET" => "read",
        "DELETE" => "delete",
        "POST" when request.Path.StartsWith("$batch", StringComparison.Ordinal) => "write in batch",
        _ => "write",
    };

    private static string Blob(StorageRequest request) => request switch
    {
        { Method: "DELETE" } => "delete",
        { Method: "PUT" } when request.Path.Contains("comp=lease", StringComparison.Ordinal) => "lease",
        { Method: "PUT" } => "write",
        _ when request.Path.Contains("comp=list", StringComparison.Ordinal) => "list",
        _ => "read",
    };
}
