namespace GlusterDr.Sessions.Options;

/// <summary>The kind of values of an option.</summary>
public enum SessionOptionKind
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>A whole number within bounds.</summary>
    Number,

    /// <summary>One of some words.</summary>
    Choice,

    /// <summary>The absolute path of a program that every primary node has.</summary>
    Program,

    /// <summary>The absolute path of a directory.</summary>
    Folder,

    /// <summary>Options of another program, separated by blanks; without a shell, so without quotes.</summary>
    Words,

    /// <summary>The word <c>now</c>.</summary>
    Moment,
}
