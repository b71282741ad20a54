using FamilyCart.AppHost.Launch;
using FamilyCart.AppHost.Machine;
using FamilyCart.AppHost.Secrets;

namespace FamilyCart.AppHost.Publishing;

/// <summary>
/// The secrets of a published topology, a file each. A container's user is not the server's, so files can be read by all; the project's
/// folder above them is its owner's alone.
/// </summary>
internal static class SecretFolder
{
    public const string Name = "secrets";

    /// <summary>Writes those that are not there, and anew those that are made of others.</summary>
    /// <returns>What is wrong with those that were there.</returns>
    public static IReadOnlyList<Fault> Fill(string project, IReadOnlyCollection<IResource> resources)
    {
        var folder = Path.Combine(project, Name);
        OpenFolder.Create(folder);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var faults = new List<Fault>();
        foreach (var parameter in resources.OfType<ParameterResource>().Where(parameter => parameter.Secret))
        {
            var rule = parameter.Rule() ?? new SecretRule(1, IsOptional: false);
            values[parameter.Name] = Ensure(Path.Combine(folder, parameter.Name), rule);
            if (Obstacle(values[parameter.Name], rule) is { } obstacle)
            {
                faults.Add(new Fault(ExitCode.BadConfiguration, $"{Name}/{parameter.Name} {obstacle}"));
            }
        }

        foreach (var rendered in resources.SelectMany(resource => resource.Annotations.OfType<RenderedSecretAnnotation>()))
        {
            var path = Path.Combine(folder, rendered.Name);
            File.Delete(path);
            OpenFolder.Write(path, rendered.Text(name => values[name]));
        }

        return faults;
    }

    private static string Ensure(string path, SecretRule rule)
    {
        if (!File.Exists(path))
        {
            OpenFolder.Write(path, rule.IsOptional ? "" : GeneratedSecret.New());
        }

        // While one takes over from another there are two lines, and the first is to be used.
        var text = File.ReadAllText(path).TrimEnd('\r', '\n');
        return text.Split('\n') is [var first, _] ? first : text;
    }

    private static string? Obstacle(string value, SecretRule rule) => value switch
    {
        "" => rule.IsOptional ? null : "is empty; remove the file to have one generated.",
        _ when value.Length < rule.Shortest => $"is too short: {rule.Shortest} characters or more; remove the file to have one generated.",
        _ when value.Distinct().Count() == 1 => "is one character again and again; remove the file to have one generated.",
        _ when !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') =>
            "has characters other than letters, digits, dash, underscore and dot, which would end or change the connection string that it stands in.",
        _ => null,
    };
}
