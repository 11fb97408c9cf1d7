namespace ServiceHall.Web.Attendance.Months;

/// <summary>How one half day of a person stands. A byte: a month of thousands of people is kept as these.</summary>
internal enum HalfDay : byte
{
    /// <summary>Blank: still to come, not posted, or never judged.</summary>
    None,

    /// <summary>休.</summary>
    Off,

    /// <summary>待: it has not ended.</summary>
    Open,

    /// <summary>到.</summary>
    Present,

    /// <summary>迟.</summary>
    Late,

    /// <summary>早.</summary>
    Early,

    /// <summary>退: no sign-out was kept.</summary>
    NoOut,

    /// <summary>迟早.</summary>
    LateAndEarly,

    /// <summary>迟退.</summary>
    LateAndNoOut,

    /// <summary>缺.</summary>
    Absent,

    /// <summary>旷.</summary>
    Truant,

    /// <summary>免.</summary>
    Exempt,

    /// <summary>假, of a kind that was not kept. The kinds of the rulebook follow it in their order.</summary>
    Leave,
}
