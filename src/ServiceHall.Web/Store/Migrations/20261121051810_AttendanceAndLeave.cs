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
                name: "ix_message_staff_id_read_at_id",
                table: "message",
                columns: new[] { "staff_id", "read_at", "id" });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attachment_content");

            migrationBuilder.DropTable(
                name: "delegation");

            migrationBuilder.DropTable(
                name: "empty_window");

            migrationBuilder.DropTable(
                name: "leave_signature");

            migrationBuilder.DropTable(
                name: "leave_step");

            migrationBuilder.DropTable(
                name: "message");

            migrationBuilder.DropTable(
                name: "month_closing");

            migrationBuilder.DropTable(
                name: "stale_day");

            migrationBuilder.DropTable(
                name: "stepped_away");

            migrationBuilder.DropTable(
                name: "leave_request");

            migrationBuilder.DropTable(
                name: "attachment");
        }
    }
}
