namespace GlusterDr.Sessions.Options;

/// <summary>What an option of a session takes.</summary>
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

    /// <summary>Options of another program, parted by blanks; no shell and no quotes.</summary>
    Words,

    /// <summary>The word now.</summary>
    Moment,
}
