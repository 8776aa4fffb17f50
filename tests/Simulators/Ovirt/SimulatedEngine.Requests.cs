namespace GlusterDr.Simulators;

// How requests are received, what can happen to them, and what is recorded.
public sealed partial class SimulatedEngine
{
    private const string Api = "/ovirt-engine/api";

    private readonly List<EngineRule> _rules = [];
    private readonly List<EngineExchange> _exchanges = [];
    private readonly List<string> _unexpected = [];
    private DateTimeOffset _upAgain;

    /// <summary>All requests that were received, with their answers' status.</summary>
    public IReadOnlyList<EngineExchange> Exchanges => World.Change(() => _exchanges.ToArray());

    /// <summary>Requests that the real engine would reject, or that are not simulated, each with the reason.</summary>
    public IReadOnlyList<string> UnexpectedRequests => World.Change(() => _unexpected.ToArray());

    /// <summary>Defines what happens to requests that match.</summary>
    public EngineRule When(Func<EngineExchange, bool> matches)
    {
        EngineRule rule = new(matches);
        World.Change(() => _rules.Add(rule));
        return rule;
    }

    /// <summary>Defines what happens to requests of a kind, for example <c>engine POST snapshots</c>.</summary>
    public EngineRule When(string kind) => When(e => e.Is(kind));

    /// <summary>Creates a client whose requests this engine answers.</summary>
    public HttpClient CreateClient() => new(new EngineHandler(this)) { BaseAddress = new Uri(Address + "/"), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>All tokens that it has issued. They are secrets, as its password.</summary>
    public IReadOnlyList<string> TokensIssued => World.Change(() => Tokens.Issued.ToArray());

    /// <summary>Restarts it: it answers 503 for this time, drops all tokens, and continues its jobs.</summary>
    public void Restart(TimeSpan time) => World.Change(() =>
    {
        _upAgain = Now + time;
        ForgetLogins();
    });

    /// <summary>Expires all tokens.</summary>
    public void ExpireTokens() => World.Change(ForgetLogins);

    /// <summary>Answers a request after the engine's latency. Null: the connection is cut.</summary>
    internal async Task<EngineAnswer?> AnswerAsync(EngineCall call, CancellationToken cancellation)
    {
        (EngineExchange exchange, IReadOnlyList<EngineRule> rules) = Receive(call);
        if (rules.Any(r => r.CutsBefore))
        {
            return null;
        }

        TimeSpan latency = rules.Any(r => r.HangsBefore) ? Timeout.InfiniteTimeSpan : LatencyOf(exchange, rules);
        try
        {
            await (latency == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(latency, World.Time, cancellation));
        }
        catch (OperationCanceledException) when (latency >= TimeSpan.Zero)
        {
            // The caller has gone; the engine continues.
            World.At(exchange.At + latency, () => Execute(exchange, call, rules));
            throw;
        }

        EngineAnswer answer = Execute(exchange, call, rules);
        exchange.Status = rules.Any(r => r.CutsAfter) ? 0 : answer.Status;
        return exchange.Status == 0 ? null : answer;
    }

    internal void Unexpected(string what) => _unexpected.Add(what);

    private void ForgetLogins()
    {
        Tokens.Clear();
        Login.Clear();
    }

    private (EngineExchange Exchange, IReadOnlyList<EngineRule> Rules) Receive(EngineCall call) => World.Change(() =>
    {
        EngineExchange exchange = call.Exchange(_exchanges.Count + 1, Now);
        _exchanges.Add(exchange);
        List<EngineRule> rules = [.. _rules.Where(r => r.Takes(exchange))];
        rules.ForEach(r => r.Before?.Invoke());
        return (exchange, (IReadOnlyList<EngineRule>)rules);
    });

    private TimeSpan LatencyOf(EngineExchange exchange, IReadOnlyList<EngineRule> rules) =>
        rules.Aggregate(World.Options.Latency.Of(exchange.Kind), (sum, rule) => sum + rule.Delay);

    private EngineAnswer Execute(EngineExchange exchange, EngineCall call, IReadOnlyList<EngineRule> rules) => World.Change(() =>
    {
        EngineAnswer answer = rules.FirstOrDefault(r => r.Reply is not null)?.Reply ?? Answer(exchange with { Body = call.Body }, call.Headers);
        foreach (EngineRule rule in rules)
        {
            rule.Afterwards?.Invoke();
        }

        exchange.Status = answer.Status;
        return answer.Status == 401 ? answer.With("WWW-Authenticate", "Basic realm=\"RESTAPI\"") : answer;
    });

    private EngineAnswer Answer(EngineExchange exchange, IReadOnlyDictionary<string, string> headers)
    {
        if (_upAgain > Now)
        {
            return new EngineAnswer(503, "<html><head><title>503 Service Unavailable</title></head></html>", "text/html");
        }

        return exchange.Path switch
        {
            "/ovirt-engine/sso/oauth/token" => Tokens.Issue(exchange, EngineRequest.ParseForm(exchange.Body)),
            "/ovirt-engine/services/sso-logout" => Tokens.Revoke(EngineRequest.ParseForm(exchange.Body)),
            "/ovirt-engine/services/pki-resource" => Certificate(exchange),
            _ when exchange.Path == Api || exchange.Path.StartsWith(Api + '/', StringComparison.Ordinal) => AnswerApi(exchange, headers),
            _ => NotThere(exchange),
        };
    }

    private EngineAnswer AnswerApi(EngineExchange exchange, IReadOnlyDictionary<string, string> headers)
    {
        if (!Login.Accepts(headers, out string? cookie))
        {
            return new EngineAnswer(401, "<html><head><title>Error</title></head><body>Unauthorized</body></html>", "text/html");
        }

        exchange.Headers.TryGetValue("Accept", out string? accept);
        if (accept is not null && !accept.Contains("xml", StringComparison.Ordinal) && !accept.Contains("*/*", StringComparison.Ordinal))
        {
            Unexpected($"{exchange}: only XML is simulated, and {accept} is asked for");
            return new EngineAnswer(406);
        }

        EngineRequest? request = null;
        EngineAnswer answer;
        try
        {
            request = EngineRequest.Parse(this, exchange);
            answer = EngineRoutes.Answer(request) ?? NotThere(exchange);
        }
        catch (EngineFault fault)
        {
            answer = EngineAnswer.Fault(fault.Status, fault.Reason, fault.Message);
        }

        answer = cookie is null ? answer : answer.With("Set-Cookie", cookie);
        return request is null ? answer : answer.With("Correlation-Id", request.CorrelationId);
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

        return new EngineAnswer(200, Authority.Pem, "application/x-x509-ca-cert");
    }
}
