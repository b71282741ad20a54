namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is given from outside, by configuration.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;
    private readonly TaskCompletionSource<string> _resolved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Secret = secret;
        _value = new Lazy<string>(() => callback(Default));
    }

    public ParameterDefault? Default { get; set; }

    public bool Secret { get; }

    public bool IsConnectionString { get; set; }

    public string? Description { get; set; }

    public bool EnableDescriptionMarkdown { get; set; }

    public string ValueExpression => IsConnectionString ? $"{{{Name}.connectionString}}" : $"{{{Name}.value}}";

    /// <exception cref="MissingParameterValueException">No value is configured.</exception>
    internal string CurrentValue => _value.Value;

    internal string? ConfigurationKey { get; set; }

    internal bool IsTracked { get; private set; }

    /// <summary>In run mode waits until a value is there: a consumer of a missing one does not start.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
        => IsTracked ? await _resolved.Task.WaitAsync(cancellationToken).ConfigureAwait(false) : _value.Value;

    /// <summary>From now on the value comes from <see cref="Resolve"/>.</summary>
    internal void Track() => IsTracked = true;

    internal void Resolve(string value) => _resolved.TrySetResult(value);

    internal void Fail(Exception fault) => _resolved.TrySetException(fault);
}

/// <summary>No value is configured for a parameter.</summary>
public class MissingParameterValueException(string message) : DistributedApplicationException(message);
