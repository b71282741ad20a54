using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;

namespace FamilyCart.AppHost.Publishing;

/// <summary>
/// Secrets as files: what the hosting library leaves open in a variable, such as a password within a connection string, becomes a
/// reference that our services resolve from <see cref="Folder"/>. An environment is inherited, listed and logged; a file is read once.
/// </summary>
internal sealed class ComposeSecrets
{
    /// <summary>Where a service finds its secrets.</summary>
    public const string Folder = "/run/secrets";

    private readonly Dictionary<string, string> _names;
    private readonly IReadOnlyCollection<ParameterResource> _parameters;

    /// <param name="parameters">All of the model; those that are no secrets are left alone.</param>
    public ComposeSecrets(IEnumerable<ParameterResource> parameters)
    {
        _parameters = [.. parameters.Where(parameter => parameter.Secret)];
        _names = _parameters.ToDictionary(parameter => $"${{{VariableOf(parameter.Name)}}}", parameter => parameter.Name, StringComparer.Ordinal);
    }

    /// <summary>The variable by which a compose file asks for a parameter.</summary>
    public static string VariableOf(string parameter) => parameter.ToUpperInvariant().Replace('-', '_');

    /// <summary>Where a service finds the secret of that name.</summary>
    public static string FileOf(string name) => $"{Folder}/{name}";

    /// <summary>Turns the variables of a service into references and gives it the files.</summary>
    /// <exception cref="InvalidOperationException">A secret would stand in the service's command.</exception>
    public void Apply(ComposeFile file, Service service, ComposePlan plan)
    {
        var used = new SortedSet<string>(plan.Secrets, StringComparer.Ordinal);
        foreach (var (placeholder, name) in _names)
        {
            foreach (var (variable, value) in service.Environment.Where(pair => pair.Value.Contains(placeholder, StringComparison.Ordinal)).ToList())
            {
                service.Environment[variable] = value.Replace(placeholder, $"{{secret:{name}}}", StringComparison.Ordinal);
                used.Add(name);
            }

            if (service.Command.Concat(service.Entrypoint).Any(argument => argument.Contains(placeholder, StringComparison.Ordinal)))
            {
                throw new InvalidOperationException($"The command of {service.Name} would show the secret {name} to everybody who lists processes.");
            }
        }

        foreach (var name in used)
        {
            service.Secrets.Add(new SecretReference { Source = name, Target = name });
            file.Secrets[name] = new Secret { File = $"./secrets/{name}" };
            _parameters.FirstOrDefault(parameter => parameter.Name == name)?.Annotations.Add(new SecretReaderAnnotation(service.Name));
        }
    }
}
