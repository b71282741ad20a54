using System.Security.Cryptography;
using FamilyCart.ServiceDefaults.Secrets;

namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary>One replacement of one secret.</summary>
/// <param name="Project">Where it lies.</param>
/// <param name="Secret">Which it is.</param>
/// <param name="Options">How to go about it.</param>
/// <param name="Time">Of waits.</param>
/// <param name="Say">Is told before each step what it is.</param>
internal sealed record RotationContext(SecretProject Project, IndexedSecret Secret, RotationOptions Options, TimeProvider Time, Func<string, Task> Say)
{
    private const int Length = 32;
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /// <summary>The new one and the one before. Those that a replacement left behind that was cut off are taken up again.</summary>
    /// <exception cref="InvalidDataException">The file cannot be used.</exception>
    public SecretLines Begin() => Project.Read(Secret.Name) is { Other: not null } begun
        ? begun
        : new(RandomNumberGenerator.GetString(Alphabet, Length), Project.Read(Secret.Name).Current);

    /// <summary>Host and port of a service, as this machine reaches it.</summary>
    public string AddressOf(string service, string known) => Options.Addresses.GetValueOrDefault(service, known);

    /// <summary>Host and port of the server that knows the secret.</summary>
    /// <exception cref="RotationException">The project says of none.</exception>
    public (string Host, int Port) Server()
    {
        var name = Secret.Use?.Server ?? "";
        var address = AddressOf(name, Project.Index.Servers.GetValueOrDefault(name, ""));
        var colon = address.LastIndexOf(':');
        return colon > 0 && int.TryParse(address.AsSpan(colon + 1), out var port)
            ? (address[..colon], port)
            : throw new RotationException($"{name} has no address; say --at {name}=HOST:PORT.");
    }

    /// <summary>What still has the one before at the end.</summary>
    public IReadOnlyList<string> Stale => [.. Secret.Readers.Where(reader => reader is { Once: false, Metrics: null } && reader.Service != Secret.Use?.Server).Select(reader => reader.Service)];
}
