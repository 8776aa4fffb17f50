using System.Text.RegularExpressions;

namespace GlusterDr.Simulators;

/// <summary>A header that requests may have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pattern">All that it may say.</param>
/// <param name="Mandatory"><c>always</c>, or with a <c>body</c>; null: it need not be there.</param>
internal sealed record ApiHeader(string Name, Regex Pattern, string? Mandatory);
