namespace GlusterDr.Api.Operations;

/// <summary>One operation of the API.</summary>
/// <param name="Name">Its id in the OpenAPI document.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">The route, as ASP.NET Core and Azure Functions write it.</param>
/// <param name="Summary">What it does, in one line.</param>
public sealed record ApiOperation(string Name, string Method, string Route, string Summary)
{
    /// <summary>Its group in the OpenAPI document: the first word of its route.</summary>
    public string Subject => Route[(ApiOperations.Prefix.Length + 1)..].Split('/')[0];
}
