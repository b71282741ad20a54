using Microsoft.Extensions.Options;

namespace FamilyCart.Api.Sockets;

internal sealed class SocketOptionsValidator : IValidateOptions<SocketOptions>
{
    private const int LargestQueue = 10_000;

    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, SocketOptions options)
    {
        var faults = new List<string>();
        if (options.QueueLimit is < 1 or > LargestQueue)
        {
            faults.Add($"{SocketOptions.Section}:QueueLimit is {options.QueueLimit}; it must be 1 to {LargestQueue}, for example 256.");
        }

        Check(nameof(options.KeepAliveInterval), options.KeepAliveInterval);
        Check(nameof(options.KeepAliveTimeout), options.KeepAliveTimeout);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string key, TimeSpan value)
        {
            if (value < _shortest || value > _longest)
            {
                faults.Add($"{SocketOptions.Section}:{key} is {value}; it must be {_shortest} to {_longest}, for example 00:00:30.");
            }
        }
    }
}
