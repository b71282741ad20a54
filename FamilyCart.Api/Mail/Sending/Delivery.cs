namespace FamilyCart.Api.Mail.Sending;

/// <summary>How an attempt to hand over a letter ended.</summary>
internal enum Delivery
{
    /// <summary>The mail server has it.</summary>
    Taken,

    /// <summary>Nobody answered; the letter was not handed over.</summary>
    Unreachable,

    /// <summary>The mail server asks to try again later.</summary>
    Deferred,

    /// <summary>The letter may or may not have been taken: the answer never came.</summary>
    Uncertain,

    /// <summary>The mail server refuses this service and not this letter: wrong password or key, no credit.</summary>
    AccountRefused,

    /// <summary>The mail server will never take this letter.</summary>
    Refused,
}
