using System.Security.Cryptography;
using System.Text;

namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary>
/// Replaces the password of Redis, which takes both until every service has connected with the new one. It gets hashes, and reads the
/// file when it starts, so that neither change is lost with a restart.
/// </summary>
internal static class RedisRotation
{
    private const string User = "default";

    public static async Task<RotationResult> RunAsync(RotationContext context, ReaderWatch readers, CancellationToken cancellationToken)
    {
        var name = context.Secret.Name;
        var passwords = context.Begin();
        await context.Say($"{name}: the server takes both from now on");
        await SetAsync(context, cancellationToken, HashOf(passwords.Current), HashOf(passwords.Other!));
        await context.Say($"{name}: the file has the new one");
        var written = context.Project.Write(name, passwords.All);
        await context.Say($"{name}: waiting until every service uses the new one");
        await readers.WaitAsync(context, written, cancellationToken);
        await context.Say($"{name}: the one before ends");
        await SetAsync(context, cancellationToken, "resetpass", HashOf(passwords.Current));
        await context.Say($"{name}: the file has the new one alone");
        context.Project.Write(name, passwords.Current);
        return new(name, IsOldRefused: true, context.Stale);
    }

    private static string HashOf(string password) => $"#{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)))}";

    // What begins with resetpass leaves those behind it alone.
    private static async Task SetAsync(RotationContext context, CancellationToken cancellationToken, params string[] rules)
    {
        var (host, port) = context.Server();
        using var link = await RedisLink.ConnectAsync(host, port, cancellationToken);
        foreach (var password in context.Project.Read(context.Secret.Name).All)
        {
            if (!await link.DoAsync(cancellationToken, "AUTH", User, password))
            {
                continue;
            }

            if (await link.DoAsync(cancellationToken, ["ACL", "SETUSER", User, .. rules]))
            {
                return;
            }

            throw new RotationException($"The server does not let {context.Secret.Name} be set.");
        }

        throw new RotationException($"The server refuses {context.Secret.Name} as it is in its file; start it anew, so that it reads the file.");
    }
}
