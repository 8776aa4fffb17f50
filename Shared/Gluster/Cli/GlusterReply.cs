using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using GlusterDr.Errors;
using GlusterDr.Remote;
using GlusterDr.Sites;

namespace GlusterDr.Gluster.Cli;

/// <summary>
/// The output of <c>gluster</c>. With --xml a failure may exit with 0 and an opRet, or with another code and plain text, and a success may
/// contain an error text. So a command succeeded only if exit code and opRet are both 0. Lines of text may precede the XML.
/// </summary>
internal sealed partial class GlusterReply
{
    private const string End = "</cliOutput>";
    private const string Bare = "geo-replication command failed";

    public GlusterReply(RemoteHost host, RemoteCommand command, RemoteResult result)
    {
        Host = host.Name;
        Command = command.ToString();
        ExitCode = result.ExitCode;
        Text = result.StandardOutput;
        if (IsCrash)
        {
            Reason = "";
            return;
        }

        Xml = Parse(result.StandardOutput);
        Succeeded = ExitCode == 0 && Operation() == 0;
        Reason = Succeeded ? "" : FindReason(CommandText.WithoutNoise(result.StandardError));
    }

    /// <summary>The node that answered.</summary>
    public string Host { get; }

    public string Command { get; }

    public int ExitCode { get; }

    public string Text { get; }

    /// <summary>The <c>cliOutput</c> element; null: the output is plain text.</summary>
    public XElement? Xml { get; }

    public bool Succeeded { get; }

    /// <summary>Gluster's reason for the failure; empty: none given.</summary>
    public string Reason { get; }

    /// <summary>Whether the command was terminated by a signal. Its output is then ignored.</summary>
    public bool IsCrash => CommandText.SignalOf(ExitCode) is not null;

    /// <summary>Whether glusterd does not run on the node.</summary>
    public bool IsGlusterdDown => !Succeeded && GlusterdDown().IsMatch(Reason);

    /// <summary>Whether another command has locked Gluster.</summary>
    public bool IsBusy => !Succeeded && Busy().IsMatch(Reason);

    /// <summary>Whether it failed without any reason.</summary>
    public bool IsBare => !Succeeded && !IsCrash && Reason.Length == 0;

    /// <summary>Gets an element that a successful answer must have.</summary>
    /// <exception cref="DrException"><see cref="ErrorCodes.OutputUnreadable"/>.</exception>
    public XElement Require(string name) => Xml?.Element(name) ?? throw Unreadable($"it has no <{name}>");

    /// <summary>The error of an answer that cannot be parsed.</summary>
    public DrException Unreadable(string why) => new(new Error(
        ErrorCodes.OutputUnreadable,
        ErrorClass.Permanent,
        $"Gluster's answer cannot be read: {why}.",
        Host,
        Command,
        "Run the command manually; if its output looks right, report it with Gluster's version."));

    private XElement? Parse(string output)
    {
        Match begin = Begin().Match(output);
        if (!begin.Success)
        {
            return null;
        }

        string text = output[begin.Index..];
        int end = text.LastIndexOf(End, StringComparison.Ordinal);
        try
        {
            return XDocument.Parse(end < 0 ? text : text[..(end + End.Length)]).Root;
        }
        catch (XmlException e)
        {
            throw Unreadable(e.Message);
        }
    }

    private int Operation() => Xml is null ? ExitCode
        : int.TryParse(Xml.Element("opRet")?.Value, out int result) ? result
        : throw Unreadable("it has no opRet");

    private string FindReason(string standardError)
    {
        string?[] said = [(string?)Xml?.Element("opErrstr"), (string?)Xml?.Element("output"), standardError, Xml is null ? Text : null];
        string reason = said.Select(s => s?.Trim()).FirstOrDefault(s => !string.IsNullOrEmpty(s)) ?? "";
        return reason.Replace(Bare, "", StringComparison.Ordinal).Trim();
    }

    [GeneratedRegex(@"^\s*(<\?xml|<cliOutput\b)", RegexOptions.Multiline)]
    private static partial Regex Begin();

    [GeneratedRegex(
        "Connection failed. Please check if gluster daemon|glusterd is not running|glusterd service is not",
        RegexOptions.IgnoreCase)]
    private static partial Regex GlusterdDown();

    [GeneratedRegex(
        "Another transaction|Locking failed|Failed to acquire lock|Lock (already )?held|Request timed out|another operation in progress",
        RegexOptions.IgnoreCase)]
    private static partial Regex Busy();
}
