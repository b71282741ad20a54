using FamilyCart.ServiceDefaults.Access;

namespace FamilyCart.RunnerManager.Readers;

/// <summary>A log-in of a browser. It is good for looking, never for changing anything.</summary>
/// <param name="Who">Whose token was typed.</param>
/// <param name="Until">When it ends by itself.</param>
internal sealed record ReaderSession(NamedOperator Who, DateTimeOffset Until);
