using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ServiceHall.Web.Store.Migrations
{
    /// <inheritdoc />
    public partial class AttendanceAndLeave : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "proof",
                table: "site",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Position");

            migrationBuilder.AddColumn<string>(
                name: "leave_kind",
                table: "session_result",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "screen_pairing",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Board");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "screen",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Board");

            migrationBuilder.AddColumn<string>(
                name: "proof",
                table: "punch",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Position");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "enrolled_at",
                table: "posting",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly[]>(
                name: "too_late",
                table: "announced_year",
                type: "date[]",
                nullable: false,
                defaultValue: new DateOnly[0]);

            migrationBuilder.CreateTable(
                name: "attachment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    uploaded_by_id = table.Column<int>(type: "integer", nullable: false),
                    uploaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    content_type = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attachment", x => x.id);
                    table.ForeignKey(
                        name: "fk_attachment_staff_uploaded_by_id",
                        column: x => x.uploaded_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bound_device",
                columns: table => new
                {
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bound_device", x => x.staff_id);
                    table.ForeignKey(
                        name: "fk_bound_device_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "delegation",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    from_id = table.Column<int>(type: "integer", nullable: false),
                    to_id = table.Column<int>(type: "integer", nullable: false),
                    first = table.Column<DateOnly>(type: "date", nullable: false),
                    last = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delegation", x => x.id);
                    table.CheckConstraint("ck_delegation_two", "from_id <> to_id");
                    table.ForeignKey(
                        name: "fk_delegation_staff_from_id",
                        column: x => x.from_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_delegation_staff_to_id",
                        column: x => x.to_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "device_change",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_by_id = table.Column<int>(type: "integer", nullable: true),
                    is_approved = table.Column<bool>(type: "boolean", nullable: true),
                    remark = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_change", x => x.id);
                    table.CheckConstraint("ck_device_change_decided", "(decided_at IS NULL) = (decided_by_id IS NULL) AND (decided_at IS NULL) = (is_approved IS NULL) AND decided_by_id IS DISTINCT FROM staff_id");
                    table.ForeignKey(
                        name: "fk_device_change_staff_decided_by_id",
                        column: x => x.decided_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_device_change_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "digest_off",
                columns: table => new
                {
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_digest_off", x => x.staff_id);
                    table.ForeignKey(
                        name: "fk_digest_off_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "empty_window",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    window_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    part = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    suspected_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    looked_at_by_id = table.Column<int>(type: "integer", nullable: true),
                    looked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_empty_window", x => x.id);
                    table.CheckConstraint("ck_empty_window_looked_at", "(looked_at IS NULL) = (looked_at_by_id IS NULL)");
                    table.CheckConstraint("ck_empty_window_time", "since <= until");
                    table.ForeignKey(
                        name: "fk_empty_window_staff_looked_at_by_id",
                        column: x => x.looked_at_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_empty_window_windows_window_id",
                        column: x => x.window_id,
                        principalTable: "window",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "enrolment_request",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    window_id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    asked_by_id = table.Column<int>(type: "integer", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    asked_on = table.Column<DateOnly>(type: "date", nullable: false),
                    accepted = table.Column<bool>(type: "boolean", nullable: true),
                    decided_by_id = table.Column<int>(type: "integer", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decided_on = table.Column<DateOnly>(type: "date", nullable: true),
                    remark = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrolment_request", x => x.id);
                    table.CheckConstraint("ck_enrolment_request_decided", "(accepted IS NULL) = (decided_by_id IS NULL) AND (accepted IS NULL) = (decided_at IS NULL) AND (accepted IS NULL) = (decided_on IS NULL)");
                    table.ForeignKey(
                        name: "fk_enrolment_request_staff_asked_by_id",
                        column: x => x.asked_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrolment_request_staff_decided_by_id",
                        column: x => x.decided_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_enrolment_request_windows_window_id",
                        column: x => x.window_id,
                        principalTable: "window",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "message",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    text = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    address = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message", x => x.id);
                    table.ForeignKey(
                        name: "fk_message_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "message_channel",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    type = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    address = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    secret = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    kinds = table.Column<string[]>(type: "text[]", nullable: false),
                    is_on = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_channel", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "month_closing",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_by_id = table.Column<int>(type: "integer", nullable: false),
                    reopened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reopened_by_id = table.Column<int>(type: "integer", nullable: true),
                    reopened_for = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_month_closing", x => x.id);
                    table.CheckConstraint("ck_month_closing_first_day", "extract(day FROM month) = 1");
                    table.CheckConstraint("ck_month_closing_reason", "(reopened_at IS NULL) = (reopened_for IS NULL)");
                    table.ForeignKey(
                        name: "fk_month_closing_staff_closed_by_id",
                        column: x => x.closed_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_month_closing_staff_reopened_by_id",
                        column: x => x.reopened_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "signal",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    punch_id = table.Column<long>(type: "bigint", nullable: false),
                    other_punch_id = table.Column<long>(type: "bigint", nullable: true),
                    other_staff_id = table.Column<int>(type: "integer", nullable: true),
                    device = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    days = table.Column<int>(type: "integer", nullable: true),
                    metres = table.Column<int>(type: "integer", nullable: true),
                    seconds = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signal", x => x.id);
                    table.ForeignKey(
                        name: "fk_signal_punch_punch_id",
                        column: x => x.punch_id,
                        principalTable: "punch",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_signal_staff_other_staff_id",
                        column: x => x.other_staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_signal_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "signal_progress",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    last_punch_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signal_progress", x => x.id);
                    table.CheckConstraint("ck_signal_progress_only_row", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "site_secret",
                columns: table => new
                {
                    site_id = table.Column<int>(type: "integer", nullable: false),
                    @protected = table.Column<string>(name: "protected", type: "character varying(1000)", maxLength: 1000, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_site_secret", x => x.site_id);
                    table.ForeignKey(
                        name: "fk_site_secret_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stale_day",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: true),
                    site_id = table.Column<int>(type: "integer", nullable: true),
                    first = table.Column<DateOnly>(type: "date", nullable: false),
                    last = table.Column<DateOnly>(type: "date", nullable: false),
                    cause = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    author_id = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stale_day", x => x.id);
                    table.CheckConstraint("ck_stale_day_order", "first <= last");
                    table.ForeignKey(
                        name: "fk_stale_day_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "site",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stale_day_staff_author_id",
                        column: x => x.author_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stale_day_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stepped_away",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    window_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    part = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expected_back = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    back_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    ended_by_id = table.Column<int>(type: "integer", nullable: true),
                    reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    section_told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stepped_away", x => x.id);
                    table.CheckConstraint("ck_stepped_away_end", "(back_at IS NULL) = (ended IS NULL) AND (ended_by_id IS NULL OR ended_by_id = staff_id)");
                    table.CheckConstraint("ck_stepped_away_time", "\"from\" <= expected_back AND \"from\" <= back_at");
                    table.ForeignKey(
                        name: "fk_stepped_away_staff_ended_by_id",
                        column: x => x.ended_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stepped_away_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_stepped_away_windows_window_id",
                        column: x => x.window_id,
                        principalTable: "window",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "terminal_pin",
                columns: table => new
                {
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_terminal_pin", x => x.staff_id);
                    table.ForeignKey(
                        name: "fk_terminal_pin_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "truancy_look",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    part = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    looked_by_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    remark = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_truancy_look", x => x.id);
                    table.ForeignKey(
                        name: "fk_truancy_look_staff_looked_by_id",
                        column: x => x.looked_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_truancy_look_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "attachment_content",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attachment_content", x => x.id);
                    table.ForeignKey(
                        name: "fk_attachment_content_attachment_id",
                        column: x => x.id,
                        principalTable: "attachment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "explanation",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    part = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    action = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reference = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    fault = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    attachment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    accepted = table.Column<bool>(type: "boolean", nullable: true),
                    decided_by_id = table.Column<int>(type: "integer", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    remark = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_explanation", x => x.id);
                    table.CheckConstraint("ck_explanation_decided", "(accepted IS NULL) = (decided_by_id IS NULL) AND (accepted IS NULL) = (decided_at IS NULL)");
                    table.CheckConstraint("ck_explanation_not_oneself", "decided_by_id <> staff_id");
                    table.ForeignKey(
                        name: "fk_explanation_attachment_attachment_id",
                        column: x => x.attachment_id,
                        principalTable: "attachment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_explanation_staff_decided_by_id",
                        column: x => x.decided_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_explanation_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "leave_request",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    asked_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    extends_id = table.Column<int>(type: "integer", nullable: true),
                    attachment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    tier = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    tier_clause = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    tier_sentence = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    cover_id = table.Column<int>(type: "integer", nullable: true),
                    cover_accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    turn = table.Column<int>(type: "integer", nullable: false),
                    is_void = table.Column<bool>(type: "boolean", nullable: false),
                    overridden_for = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    returned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    return_told = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_leave_request", x => x.id);
                    table.CheckConstraint("ck_leave_request_cover", "cover_id <> staff_id AND (cover_accepted_at IS NULL OR cover_id IS NOT NULL)");
                    table.CheckConstraint("ck_leave_request_time", "\"from\" < \"to\" AND \"to\" <= asked_to");
                    table.CheckConstraint("ck_leave_request_void", "state = 'SentBack' OR is_void = (state IN ('Refused', 'Cancelled'))");
                    table.ForeignKey(
                        name: "fk_leave_request_attachment_attachment_id",
                        column: x => x.attachment_id,
                        principalTable: "attachment",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_leave_request_leave_request_extends_id",
                        column: x => x.extends_id,
                        principalTable: "leave_request",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_leave_request_staff_cover_id",
                        column: x => x.cover_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_leave_request_staff_staff_id",
                        column: x => x.staff_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "delivery",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    message_id = table.Column<long>(type: "bigint", nullable: false),
                    channel_id = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    delivered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery", x => x.id);
                    table.CheckConstraint("ck_delivery_ends", "delivered_at IS NULL OR next_at IS NULL");
                    table.ForeignKey(
                        name: "fk_delivery_message_channel_channel_id",
                        column: x => x.channel_id,
                        principalTable: "message_channel",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_delivery_message_message_id",
                        column: x => x.message_id,
                        principalTable: "message",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "signal_look",
                columns: table => new
                {
                    signal_id = table.Column<long>(type: "bigint", nullable: false),
                    by_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    remark = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_signal_look", x => x.signal_id);
                    table.ForeignKey(
                        name: "fk_signal_look_signal_signal_id",
                        column: x => x.signal_id,
                        principalTable: "signal",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_signal_look_staff_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "leave_signature",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    leave_id = table.Column<int>(type: "integer", nullable: false),
                    signer = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    why = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reminded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    raised_to = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    raised_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    approves = table.Column<bool>(type: "boolean", nullable: true),
                    decided_by_id = table.Column<int>(type: "integer", nullable: true),
                    on_behalf_of_id = table.Column<int>(type: "integer", nullable: true),
                    decided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    remark = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_leave_signature", x => x.id);
                    table.CheckConstraint("ck_leave_signature_decided", "(approves IS NULL) = (decided_by_id IS NULL) AND (approves IS NULL) = (decided_at IS NULL)");
                    table.ForeignKey(
                        name: "fk_leave_signature_leave_request_leave_id",
                        column: x => x.leave_id,
                        principalTable: "leave_request",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_leave_signature_staff_decided_by_id",
                        column: x => x.decided_by_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_leave_signature_staff_on_behalf_of_id",
                        column: x => x.on_behalf_of_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "leave_step",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    leave_id = table.Column<int>(type: "integer", nullable: false),
                    turn = table.Column<int>(type: "integer", nullable: false),
                    act = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    from_state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    to_state = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<int>(type: "integer", nullable: true),
                    remark = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_leave_step", x => x.id);
                    table.ForeignKey(
                        name: "fk_leave_step_leave_request_leave_id",
                        column: x => x.leave_id,
                        principalTable: "leave_request",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_leave_step_staff_actor_id",
                        column: x => x.actor_id,
                        principalTable: "staff_member",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_attachment_uploaded_by_id",
                table: "attachment",
                column: "uploaded_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_delegation_from_id",
                table: "delegation",
                column: "from_id");

            migrationBuilder.CreateIndex(
                name: "ix_delegation_to_id_last",
                table: "delegation",
                columns: new[] { "to_id", "last" });

            migrationBuilder.CreateIndex(
                name: "ix_delivery_channel_id_next_at",
                table: "delivery",
                columns: new[] { "channel_id", "next_at" },
                filter: "next_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_message_id_channel_id",
                table: "delivery",
                columns: new[] { "message_id", "channel_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_device_change_decided_by_id",
                table: "device_change",
                column: "decided_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_device_change_staff_id",
                table: "device_change",
                column: "staff_id",
                unique: true,
                filter: "decided_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_empty_window_day",
                table: "empty_window",
                column: "day");

            migrationBuilder.CreateIndex(
                name: "ix_empty_window_looked_at_by_id",
                table: "empty_window",
                column: "looked_at_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_empty_window_window_id_since",
                table: "empty_window",
                columns: new[] { "window_id", "since" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_empty_window_open",
                table: "empty_window",
                column: "window_id",
                unique: true,
                filter: "until IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_enrolment_request_asked_by_id",
                table: "enrolment_request",
                column: "asked_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_enrolment_request_asked_on_decided_on",
                table: "enrolment_request",
                columns: new[] { "asked_on", "decided_on" });

            migrationBuilder.CreateIndex(
                name: "ix_enrolment_request_decided_by_id",
                table: "enrolment_request",
                column: "decided_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_enrolment_request_window_id",
                table: "enrolment_request",
                column: "window_id");

            migrationBuilder.CreateIndex(
                name: "ux_enrolment_request_one",
                table: "enrolment_request",
                column: "number",
                unique: true,
                filter: "accepted IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_explanation_accepted_id",
                table: "explanation",
                columns: new[] { "accepted", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_explanation_attachment_id",
                table: "explanation",
                column: "attachment_id");

            migrationBuilder.CreateIndex(
                name: "ix_explanation_day_staff_id",
                table: "explanation",
                columns: new[] { "day", "staff_id" });

            migrationBuilder.CreateIndex(
                name: "ix_explanation_decided_by_id",
                table: "explanation",
                column: "decided_by_id");

            migrationBuilder.CreateIndex(
                name: "ux_explanation_one",
                table: "explanation",
                columns: new[] { "staff_id", "reference" },
                unique: true,
                filter: "accepted IS NOT FALSE");

            migrationBuilder.CreateIndex(
                name: "ix_leave_request_attachment_id",
                table: "leave_request",
                column: "attachment_id");

            migrationBuilder.CreateIndex(
                name: "ix_leave_request_cover_id",
                table: "leave_request",
                column: "cover_id");

            migrationBuilder.CreateIndex(
                name: "ix_leave_request_extends_id",
                table: "leave_request",
                column: "extends_id");

            migrationBuilder.CreateIndex(
                name: "ix_leave_request_from_to",
                table: "leave_request",
                columns: new[] { "from", "to" });

            migrationBuilder.CreateIndex(
                name: "ix_leave_request_staff_id_from",
                table: "leave_request",
                columns: new[] { "staff_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_leave_request_staff_id_key",
                table: "leave_request",
                columns: new[] { "staff_id", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_leave_request_state_id",
                table: "leave_request",
                columns: new[] { "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_leave_signature_decided_by_id",
                table: "leave_signature",
                column: "decided_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_leave_signature_leave_id_signer",
                table: "leave_signature",
                columns: new[] { "leave_id", "signer" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_leave_signature_on_behalf_of_id",
                table: "leave_signature",
                column: "on_behalf_of_id");

            migrationBuilder.CreateIndex(
                name: "ix_leave_signature_since",
                table: "leave_signature",
                column: "since",
                filter: "approves IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_leave_step_actor_id",
                table: "leave_step",
                column: "actor_id");

            migrationBuilder.CreateIndex(
                name: "ix_leave_step_leave_id_turn",
                table: "leave_step",
                columns: new[] { "leave_id", "turn" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_message_at",
                table: "message",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_message_staff_id_read_at_id",
                table: "message",
                columns: new[] { "staff_id", "read_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_message_channel_name",
                table: "message_channel",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_month_closing_closed_by_id",
                table: "month_closing",
                column: "closed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_month_closing_reopened_by_id",
                table: "month_closing",
                column: "reopened_by_id");

            migrationBuilder.CreateIndex(
                name: "ux_month_closing_one",
                table: "month_closing",
                column: "month",
                unique: true,
                filter: "reopened_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_signal_other_staff_id",
                table: "signal",
                column: "other_staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_signal_punch_id",
                table: "signal",
                column: "punch_id");

            migrationBuilder.CreateIndex(
                name: "ix_signal_staff_id_day_kind_device_other_staff_id",
                table: "signal",
                columns: new[] { "staff_id", "day", "kind", "device", "other_staff_id" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_signal_look_by_id",
                table: "signal_look",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_stale_day_author_id",
                table: "stale_day",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "ix_stale_day_site_id",
                table: "stale_day",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_stale_day_staff_id",
                table: "stale_day",
                column: "staff_id");

            migrationBuilder.CreateIndex(
                name: "ix_stepped_away_day_window_id",
                table: "stepped_away",
                columns: new[] { "day", "window_id" });

            migrationBuilder.CreateIndex(
                name: "ix_stepped_away_ended_by_id",
                table: "stepped_away",
                column: "ended_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_stepped_away_window_id",
                table: "stepped_away",
                column: "window_id");

            migrationBuilder.CreateIndex(
                name: "ux_stepped_away_open",
                table: "stepped_away",
                column: "staff_id",
                unique: true,
                filter: "back_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_truancy_look_looked_by_id",
                table: "truancy_look",
                column: "looked_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_truancy_look_staff_id_day_part",
                table: "truancy_look",
                columns: new[] { "staff_id", "day", "part" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attachment_content");

            migrationBuilder.DropTable(
                name: "bound_device");

            migrationBuilder.DropTable(
                name: "delegation");

            migrationBuilder.DropTable(
                name: "delivery");

            migrationBuilder.DropTable(
                name: "device_change");

            migrationBuilder.DropTable(
                name: "digest_off");

            migrationBuilder.DropTable(
                name: "empty_window");

            migrationBuilder.DropTable(
                name: "enrolment_request");

            migrationBuilder.DropTable(
                name: "explanation");

            migrationBuilder.DropTable(
                name: "leave_signature");

            migrationBuilder.DropTable(
                name: "leave_step");

            migrationBuilder.DropTable(
                name: "month_closing");

            migrationBuilder.DropTable(
                name: "signal_look");

            migrationBuilder.DropTable(
                name: "signal_progress");

            migrationBuilder.DropTable(
                name: "site_secret");

            migrationBuilder.DropTable(
                name: "stale_day");

            migrationBuilder.DropTable(
                name: "stepped_away");

            migrationBuilder.DropTable(
                name: "terminal_pin");

            migrationBuilder.DropTable(
                name: "truancy_look");

            migrationBuilder.DropTable(
                name: "message_channel");

            migrationBuilder.DropTable(
                name: "message");

            migrationBuilder.DropTable(
                name: "leave_request");

            migrationBuilder.DropTable(
                name: "signal");

            migrationBuilder.DropTable(
                name: "attachment");

            migrationBuilder.DropColumn(
                name: "proof",
                table: "site");

            migrationBuilder.DropColumn(
                name: "leave_kind",
                table: "session_result");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "screen_pairing");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "screen");

            migrationBuilder.DropColumn(
                name: "proof",
                table: "punch");

            migrationBuilder.DropColumn(
                name: "enrolled_at",
                table: "posting");

            migrationBuilder.DropColumn(
                name: "too_late",
                table: "announced_year");
        }
    }
}
