namespace GlusterDr.Simulators;

// How requests come in, what may befall them on the way, and what is kept of them.
public sealed partial class SimulatedEngine
{
    private const string Api = "/ovirt-engine/api";

    private readonly List<EngineRule> _rules = [];
    private readonly List<EngineExchange> _exchanges = [];
    private readonly List<string> _unexpected = [];
    private DateTimeOffset _upAgain;

    /// <summary>All requests that came in, with how they were answered.</summary>
    public IReadOnlyList<EngineExchange> Exchanges => World.Change(() => _exchanges.ToArray());

    /// <summary>Requests that the real engine would not understand, or that are not simulated, each with the reason.</summary>
    public IReadOnlyList<string> UnexpectedRequests => World.Change(() => _unexpected.ToArray());

    /// <summary>Says what shall happen to requests that match.</summary>
    public EngineRule When(Func<EngineExchange, bool> matches)
    {
        EngineRule rule = new(matches);
        World.Change(() => _rules.Add(rule));
        return rule;
    }

    /// <summary>Says what shall happen to requests of a kind: <c>engine POST snapshots</c>, say.</summary>
    public EngineRule When(string kind) => When(e => e.Is(kind));

    /// <summary>A client whose requests this engine answers.</summary>
    public HttpClient CreateClient() => new(new EngineHandler(this)) { BaseAddress = new Uri(Address + "/"), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>All tokens that it ever handed out: secrets, as its password is.</summary>
    public IReadOnlyList<string> TokensIssued => World.Change(() => Tokens.Issued.ToArray());

    /// <summary>It is restarted: it answers 503 for so long, forgets all tokens, and goes on with what it was at.</summary>
    public void Restart(TimeSpan time) => World.Change(() =>
    {
        _upAgain = Now + time;
        Tokens.Clear();
    });

    /// <summary>All tokens end.</summary>
    public void ExpireTokens() => World.Change(Tokens.Clear);

    internal (EngineExchange Exchange, IReadOnlyList<EngineRule> Rules) Receive(Func<int, DateTimeOffset, EngineExchange> make) => World.Change(() =>
    {
        EngineExchange exchange = make(_exchanges.Count + 1, Now);
        _exchanges.Add(exchange);
        List<EngineRule> rules = [.. _rules.Where(r => r.Takes(exchange))];
        rules.ForEach(r => r.Before?.Invoke());
        return (exchange, (IReadOnlyList<EngineRule>)rules);
    });

    internal TimeSpan LatencyOf(EngineExchange exchange, IReadOnlyList<EngineRule> rules) =>
        rules.Aggregate(World.Options.Latency.Of(exchange.Kind), (sum, rule) => sum + rule.Delay);

    /// <summary>Does what is asked for; the second: the correlation id that the answer tells.</summary>
    internal (EngineAnswer Answer, string? CorrelationId) Execute(EngineExchange exchange, string? authorization, IReadOnlyList<EngineRule> rules) => World.Change(() =>
    {
        (EngineAnswer answer, string? id) = rules.FirstOrDefault(r => r.Reply is not null)?.Reply is { } scripted
            ? (scripted, null)
            : Answer(exchange, authorization);
        foreach (EngineRule rule in rules)
        {
            rule.Afterwards?.Invoke();
        }

        exchange.Status = answer.Status;
        return (answer, id);
    });

    internal void Unexpected(string what) => _unexpected.Add(what);

    private (EngineAnswer Answer, string? CorrelationId) Answer(EngineExchange exchange, string? authorization)
    {
        if (_upAgain > Now)
        {
            return (new EngineAnswer(503, "<html><head><title>503 Service Unavailable</title></head></html>", "text/html"), null);
        }

        return exchange.Path switch
        {
            "/ovirt-engine/sso/oauth/token" => (Tokens.Issue(exchange, EngineRequest.ParseForm(exchange.Body)), null),
            "/ovirt-engine/services/sso-logout" => (Tokens.Revoke(exchange, EngineRequest.ParseForm(exchange.Body)), null),
            "/ovirt-engine/services/pki-resource" => (Certificate(exchange), null),
            _ when exchange.Path == Api || exchange.Path.StartsWith(Api + '/', StringComparison.Ordinal) => AnswerApi(exchange, authorization),
            _ => (NotThere(exchange), null),
        };
    }

    private (EngineAnswer Answer, string? CorrelationId) AnswerApi(EngineExchange exchange, string? authorization)
    {
        if (!Tokens.Accepts(authorization))
        {
            return (new EngineAnswer(401, "<html><head><title>Error</title></head><body>Unauthorized</body></html>", "text/html"), null);
        }

        exchange.Headers.TryGetValue("Accept", out string? accept);
        if (accept is not null && !accept.Contains("xml", StringComparison.Ordinal) && !accept.Contains("*/*", StringComparison.Ordinal))
        {
            Unexpected($"{exchange}: only XML is simulated, and {accept} is asked for");
            return (new EngineAnswer(406), null);
        }

        EngineRequest? request = null;
        try
        {
            request = EngineRequest.Parse(this, exchange);
            return (EngineRoutes.Answer(request) ?? NotThere(exchange), request.CorrelationId);
        }
        catch (EngineFault fault)
        {
            return (EngineAnswer.Fault(fault.Status, fault.Reason, fault.Message), request?.CorrelationId);
        }
    }

    private EngineAnswer NotThere(EngineExchange exchange)
    {
        Unexpected($"{exchange}: no such resource is simulated");
        return new EngineAnswer(404);
    }

    private EngineAnswer Certificate(EngineExchange exchange)
    {
        Dictionary<string, string> query = EngineRequest.ParseForm(exchange.Query.TrimStart('?'));
        if (query.GetValueOrDefault("resource") != "ca-certificate" || query.GetValueOrDefault("format") != "X509-PEM-CA")
        {
            return NotThere(exchange);
        }

        string text = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"CA of {Options.Host}, which signs nothing"));
        return new EngineAnswer(200, $"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n", "application/x-x509-ca-cert");
    }
}
