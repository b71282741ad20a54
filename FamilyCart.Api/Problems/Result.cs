namespace FamilyCart.Api.Problems;

/// <summary>A value, or the failure that stands in its place.</summary>
internal readonly record struct Result<T>
    where T : class
{
    private Result(T? value, Failure? failure)
    {
        Value = value;
        Failure = failure;
    }

    public T? Value { get; }

    public Failure? Failure { get; }

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Failure failure) => new(null, failure);

    /// <summary>Answers with the value in the given form, or with the failure as problem details.</summary>
    public IResult ToHttp(Func<T, IResult> respond, string passwordCode = PasswordCode.Register) =>
        Value is not null ? respond(Value) : FailureProblems.ToHttp(Failure.GetValueOrDefault(), passwordCode);
}
