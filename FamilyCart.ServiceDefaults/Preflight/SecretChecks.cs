using FamilyCart.ServiceDefaults.Secrets;

namespace FamilyCart.ServiceDefaults.Preflight;

// Compares the files with the plan; each fault names the secret, and none shows anything of it.
internal static class SecretChecks
{
    public static IEnumerable<string> Faults(IEnumerable<PlannedSecret> secrets, string folder)
    {
        var names = new Dictionary<string, string>();
        foreach (var secret in secrets)
        {
            var file = SecretFile.Read(folder, secret.Name);
            foreach (var fault in Of(secret, file))
            {
                yield return $"{secret.Name}: {file.Path} {fault.Problem}; {fault.Remedy}.";
            }

            foreach (var text in LinesOf(file).Where(text => !names.TryAdd(text, secret.Name)))
            {
                yield return $"{secret.Name}: {file.Path} holds the same as {names[text]}; make another one.";
            }
        }
    }

    private static IEnumerable<SecretFault> Of(PlannedSecret secret, SecretFile file) => file switch
    {
        { Fault: { } fault } => [fault],
        { Text: "" } when secret.IsOptional => [],
        { Text: "" } => [new SecretFault("is empty", $"write {secret.Shortest} or more random letters and digits into it")],
        _ => LinesOf(file).SelectMany(text => SecretRules.Faults(text, secret.Shortest)),
    };

    private static IReadOnlyList<string> LinesOf(SecretFile file) => file.Text is { Length: > 0 } text ? SecretLines.Of(text).All : [];
}
