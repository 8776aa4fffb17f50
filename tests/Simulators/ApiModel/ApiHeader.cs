using System.Text.RegularExpressions;

namespace GlusterDr.Simulators;

/// <summary>A header of requests.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Pattern">Its possible values.</param>
/// <param name="Mandatory"><c>always</c>, or only with a <c>body</c>. Null: optional.</param>
internal sealed record ApiHeader(string Name, Regex Pattern, string? Mandatory);
