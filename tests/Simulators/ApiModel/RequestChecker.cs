using System.Xml;
using System.Xml.Linq;

namespace GlusterDr.Simulators;

/// <summary>Compares requests with the documented API of the engine.</summary>
public static class RequestChecker
{
    /// <summary>The operation of a request, such as <c>POST api/vms/{id}/snapshots</c>. Null: the API has no such operation.</summary>
    public static string? OperationOf(EngineExchange exchange) => ApiModel.Known.Find(exchange.Method, exchange.Path)?.Name;

    /// <summary>The faults of a request. Empty: it is as documented.</summary>
    public static IReadOnlyList<string> Check(EngineExchange exchange)
    {
        if (ApiModel.Known.Find(exchange.Method, exchange.Path) is { } operation)
        {
            return [.. Headers(exchange, operation), .. Query(exchange, operation), .. Body(exchange, operation)];
        }

        string[] methods = [.. ApiModel.Known.At(exchange.Path).Select(o => o.Method)];
        return [methods.Length == 0 ? $"there is no {exchange.Path}" : $"{exchange.Path} takes {string.Join(", ", methods)}, not {exchange.Method}"];
    }

    private static IEnumerable<string> Headers(EngineExchange exchange, ApiOperation operation)
    {
        IEnumerable<string> wrong = exchange.Headers
            .Where(h => !operation.Headers.Any(k => k.Name.Equals(h.Key, StringComparison.OrdinalIgnoreCase) && k.Pattern.IsMatch(h.Value)))
            .Select(h => $"no header '{h.Key}: {h.Value}' is known");
        IEnumerable<string> missing = operation.Headers
            .Where(k => k.Mandatory == "always" || (k.Mandatory == "body" && exchange.Body.Length > 0))
            .Where(k => !exchange.Headers.ContainsKey(k.Name))
            .Select(k => $"the header {k.Name} is missing");
        return wrong.Concat(missing);
    }

    private static IEnumerable<string> Query(EngineExchange exchange, ApiOperation operation) =>
        EngineRequest.ParseForm(exchange.Query.TrimStart('?')).SelectMany(p => operation.Parameters.TryGetValue(p.Key, out string? type)
            ? Parameter(p.Key, p.Value, type, operation)
            : [$"{operation.Name} has no parameter {p.Key}"]);

    private static IEnumerable<string> Parameter(string name, string value, string type, ApiOperation operation) =>
        type == "follow" ? value.Split(',').SelectMany(path => Follow(path.Split('.'), operation.Item ?? operation.Answer!))
        : ContentChecker.IsValue(value, type) ? []
        : [$"{name} is {type}, not '{value}'"];

    /// <summary>Only links can be followed.</summary>
    private static IEnumerable<string> Follow(string[] path, string type) =>
        ApiModel.Known.Type(type)?.GetValueOrDefault(path[0]) is { IsLink: true } link
            ? path.Length == 1 ? [] : Follow(path[1..], link.Type)
            : [$"{type} has no link {path[0]} to follow"];

    private static IEnumerable<string> Body(EngineExchange exchange, ApiOperation operation)
    {
        if (operation.IsForm)
        {
            return Form(EngineRequest.ParseForm(exchange.Body), operation);
        }

        bool isThere = exchange.Body.Length > 0;
        if (isThere != operation.Body is not null)
        {
            return [$"the body of {operation.Name} is {operation.Body ?? "none"}"];
        }

        try
        {
            return isThere ? Content(XElement.Parse(exchange.Body), operation.Body!, operation) : [];
        }
        catch (XmlException e)
        {
            return [$"the body is no XML: {e.Message}"];
        }
    }

    private static IEnumerable<string> Content(XElement body, string root, ApiOperation operation)
    {
        if (body.Name != root)
        {
            return [$"the body of {operation.Name} is {root}, not {body.Name}"];
        }

        IEnumerable<string> missing = operation.Inputs
            .Where(i => i.IsMandatory && string.IsNullOrWhiteSpace(body.Element(i.Name)?.Value))
            .Select(i => $"{root} needs {i.Name}");
        IEnumerable<string> notTaken = body.Elements()
            .Where(e => ApiModel.Known.Type(root)!.ContainsKey(e.Name.ToString()) && operation.Inputs.All(i => i.Name != e.Name))
            .Select(e => $"{operation.Name} does not take {e.Name}");
        return missing.Concat(notTaken).Concat(new ContentChecker(ApiModel.Known, isAnswer: false).Check(body, root));
    }

    private static IEnumerable<string> Form(Dictionary<string, string> form, ApiOperation operation)
    {
        IEnumerable<string> missing = operation.Inputs.Where(i => i.IsMandatory && !form.ContainsKey(i.Name)).Select(i => $"the form needs {i.Name}");
        IEnumerable<string> wrong = form
            .Where(f => !operation.Inputs.Any(i => i.Name == f.Key && (i.Value is null || i.Value == f.Value)))
            .Select(f => $"the form has no {f.Key}, or not of that value");
        return missing.Concat(wrong);
    }
}
