namespace GlusterDr.Simulators;

/// <summary>The options and words of one virsh command, checked against the options of that command.</summary>
internal sealed class VirshOptions
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _flags = new(StringComparer.Ordinal);

    private VirshOptions(string command) => Command = command;

    public string Command { get; }

    /// <summary>The error that virsh reports. Null: none.</summary>
    public string? Error { get; private set; }

    public string this[string name] => _values.GetValueOrDefault(name)?[0] ?? "";

    /// <summary>Reads the words after the command's name.</summary>
    /// <param name="words">The command and its words.</param>
    /// <param name="positional">The names of positional words, in order. <c>?</c> at the end: optional.</param>
    /// <param name="valued">Options with a value.</param>
    /// <param name="flags">Options without a value.</param>
    public static VirshOptions Read(IReadOnlyList<string> words, string[] positional, string[] valued, string[] flags)
    {
        VirshOptions options = new(words[0]);
        Queue<string> places = new(positional);
        for (int i = 1; i < words.Count && options.Error is null; i++)
        {
            string word = words[i];
            bool isOption = word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2;
            string name = isOption ? word[2..].Split('=')[0] : "";
            if (!isOption)
            {
                options.Place(places, word);
            }
            else if (flags.Contains(name))
            {
                options._flags.Add(name);
            }
            else if (valued.Contains(name) || positional.Any(p => p.TrimEnd('?') == name))
            {
                string? value = word.Contains('=', StringComparison.Ordinal) ? word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]
                    : i + 1 < words.Count ? words[++i] : null;
                options.Value(name, value, places);
            }
            else
            {
                options.Error = $"error: command '{options.Command}' doesn't support option --{name}\n";
            }
        }

        options.RequireAll(places);
        return options;
    }

    public bool Has(string flag) => _flags.Contains(flag) || _values.ContainsKey(flag);

    public IReadOnlyList<string> All(string name) => _values.GetValueOrDefault(name) ?? [];

    private void Place(Queue<string> places, string word)
    {
        if (places.TryDequeue(out string? place))
        {
            Add(place.TrimEnd('?'), word);
        }
        else
        {
            Error = $"error: unexpected data '{word}'\n";
        }
    }

    private void Value(string name, string? value, Queue<string> places)
    {
        if (value is null)
        {
            Error = $"error: expected syntax: --{name} <string>\n";
            return;
        }

        Add(name, value);
        if (places.TryPeek(out string? next) && next.TrimEnd('?') == name)
        {
            places.Dequeue();
        }
    }

    private void RequireAll(Queue<string> places)
    {
        foreach (string missing in places.Where(p => !p.EndsWith('?') && !_values.ContainsKey(p)))
        {
            Error ??= $"error: command '{Command}' requires <{missing}> option\n";
        }
    }

    private void Add(string name, string value)
    {
        if (!_values.TryGetValue(name, out List<string>? values))
        {
            _values[name] = values = [];
        }

        values.Add(value);
    }
}
