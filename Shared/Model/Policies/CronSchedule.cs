using System.Diagnostics.CodeAnalysis;
using NCrontab;

namespace GlusterDr.Policies;

/// <summary>When a policy runs: a cron expression with seconds, as in Azure's timer trigger, in UTC.</summary>
public sealed class CronSchedule
{
    /// <summary>The format, for messages.</summary>
    public const string Form = "six fields: second minute hour day month day-of-week";

    /// <summary>A schedule that does not fire within this time never will: 29 February falls on a given weekday again after 40 years at most.</summary>
    private const int HorizonYears = 41;

    private readonly CrontabSchedule _cron;

    private CronSchedule(string text, CrontabSchedule cron)
    {
        Text = text;
        _cron = cron;
    }

    /// <summary>Why cron implementations would disagree about it; null: they agree. New policies with such a schedule are refused.</summary>
    public string? Ambiguity { get; private init; }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Parses a schedule that fires at some time.</summary>
    /// <exception cref="FormatException">It is invalid; the message says why.</exception>
    public static CronSchedule Parse(string text) =>
        TryParse(text, out CronSchedule? schedule, out string? why) ? schedule : throw new FormatException(why);

    /// <summary>Parses a schedule that fires at some time; otherwise says why it is invalid.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronSchedule? schedule, [NotNullWhen(false)] out string? why)
    {
        schedule = null;
        string[] fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6)
        {
            why = $"'{text}' has {fields.Length} fields, not {Form}" + (fields.Length == 5 ? Hint(fields) : "");
            return false;
        }

        if (!TryParse(fields, out CrontabSchedule? cron, out string reason))
        {
            why = $"'{text}' is not a valid schedule: {reason}";
            return false;
        }

        CronSchedule read = new(text, cron) { Ambiguity = CronFields.Ambiguity(fields) };
        if (read.Next(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)) is null)
        {
            why = $"'{text}' never occurs: there is no such date";
            return false;
        }

        schedule = read;
        why = null;
        return true;
    }

    /// <summary>The first time after this one; null: none within decades.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        DateTime from = after.UtcDateTime;
        DateTime end = from.Year + HorizonYears < DateTime.MaxValue.Year ? from.AddYears(HorizonYears) : DateTime.MaxValue;
        DateTime next = _cron.GetNextOccurrence(from, end);
        return next < end ? new DateTimeOffset(DateTime.SpecifyKind(next, DateTimeKind.Utc)) : null;
    }

    /// <summary>The first times after this one, up to a maximum number.</summary>
    public IReadOnlyList<DateTimeOffset> Next(DateTimeOffset after, int count)
    {
        List<DateTimeOffset> times = [];
        for (DateTimeOffset? next = Next(after); next is { } time && times.Count < count; next = Next(time))
        {
            times.Add(time);
        }

        return times;
    }

    /// <summary>The last time at or before <paramref name="until"/> and after <paramref name="after"/>; null: none.</summary>
    public DateTimeOffset? Last(DateTimeOffset after, DateTimeOffset until)
    {
        // Searches backwards in growing steps, so that a schedule that fires every second is fast even after a year's pause.
        for (TimeSpan stride = TimeSpan.FromMinutes(1); ; stride *= 4)
        {
            DateTimeOffset from = until - after > stride ? until - stride : after;
            DateTimeOffset? last = null;
            for (DateTimeOffset? next = Next(from); next <= until; next = Next(next.Value))
            {
                last = next;
            }

            if (last is not null || from == after)
            {
                return last;
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    // Only an expression with the same meaning may be suggested.
    private static string Hint(string[] fields)
    {
        string proposed = $"0 {string.Join(' ', fields)}";
        return !TryParse(proposed, out CronSchedule? schedule, out _) ? ""
            : schedule.Ambiguity is { } ambiguity ? $"; {ambiguity}"
            : $"; with seconds first it is '{proposed}', in UTC";
    }

    private static bool TryParse(string[] fields, [NotNullWhen(true)] out CrontabSchedule? cron, out string why)
    {
        why = CronFields.UnknownName(fields) ?? "";
        cron = null;
        if (why.Length > 0)
        {
            return false;
        }

        try
        {
            cron = CrontabSchedule.Parse(string.Join(' ', CronFields.Normalise(fields)), new CrontabSchedule.ParseOptions { IncludingSeconds = true });
            return true;
        }
        catch (CrontabException error)
        {
            why = error.Message;
            return false;
        }
    }
}
