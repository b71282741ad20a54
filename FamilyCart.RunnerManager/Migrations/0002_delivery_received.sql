-- The status asks for the newest delivery, which without this reads all of them.
create index webhook_delivery_received on webhook_delivery (received_at);
