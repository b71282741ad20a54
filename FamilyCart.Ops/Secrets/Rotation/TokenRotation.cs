using System.Globalization;

namespace FamilyCart.Ops.Secrets.Rotation;

/// <summary>Replaces a token: those who check it take both, until all do, and then the new one alone.</summary>
internal static class TokenRotation
{
    public static async Task<RotationResult> RunAsync(RotationContext context, ReaderWatch readers, CancellationToken cancellationToken)
    {
        var (name, options) = (context.Secret.Name, context.Options);
        var tokens = context.Begin();
        await context.Say($"{name}: both are valid from now on");
        var written = context.Project.Write(name, tokens.All);
        await context.Say($"{name}: waiting until every service takes the new one");
        await readers.WaitAsync(context, written, cancellationToken);
        if (options.KeepOld)
        {
            return new(name, IsOldRefused: false, context.Stale);
        }

        await context.Say(string.Create(CultureInfo.InvariantCulture, $"{name}: the one before ends in {options.Grace.TotalSeconds} s"));
        await Task.Delay(options.Grace, context.Time, cancellationToken);
        written = context.Project.Write(name, tokens.Current);
        await context.Say($"{name}: waiting until every service refuses the one before");
        await readers.WaitAsync(context, written, cancellationToken);
        return new(name, IsOldRefused: true, context.Stale);
    }
}
