namespace FamilyCart.Api.History;

/// <summary>Changes of a list without a gap between them.</summary>
/// <param name="Messages">The JSON that sockets got of each, in order.</param>
/// <param name="Next">The number after which there are more, or null at the end.</param>
/// <param name="ForgottenUpTo">
/// The next change is not kept any more; those after this number are, and all later ones. Null when nothing is missing.
/// </param>
internal sealed record ChangesPage(IReadOnlyList<string> Messages, long? Next, long? ForgottenUpTo = null);
